package io.slipway.starter.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole of a train's file. */
@Section("Deploys of several applications, one after the other.")
record TrainSpec(
    @Key(value = "Name of the train.", required = true, form = Form.NAME) @Nullable String train,
    @Key(
            value =
                "What becomes of the cars before when one fails: `revert` puts them back, `stop`"
                    + " leaves them.",
            standard = "revert")
        @Nullable OnTrouble onFailure,
    @Key(value = "Cars and gates, in the order in which they come.", required = true)
        @Nullable List<@Nullable TrainItemSpec> cars) {

  /** What {@code on_failure} says. */
  enum OnTrouble {
    REVERT,
    STOP
  }
}
