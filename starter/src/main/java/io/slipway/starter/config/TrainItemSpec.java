package io.slipway.starter.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One place in a train. */
@Section(
    value = "A car or a gate: one of `application` and `gate`.",
    exactlyOneOf = {"application", "gate"})
record TrainItemSpec(
    @Key(value = "Of a car: the application, as its slipway.yml names it.", form = Form.NAME)
        @Nullable String application,
    @Key(value = "Of a car: its slipway.yml, as seen from the train's file.", form = Form.CONFIG)
        @Nullable String config,
    @Key(value = "Of a car: the stage.", form = Form.NAME) @Nullable String stage,
    @Key(
            value = "Of a car: branch, tag or commit; resolved before the first car starts.",
            form = Form.COMMIT)
        @Nullable String revision,
    @Key(value = "Of a gate: `approve` waits for people, `wait` for a time.")
        @Nullable TrainGateKind gate,
    @Key(
            value = "Of a gate that waits for people: how many must say that it may go on.",
            standard = "1",
            most = 20)
        @Nullable Integer quorum,
    @Key(value = "Of a gate that waits for a time: how long.", name = "for", form = Form.DURATION)
        @Nullable Duration time) {

  /** What {@code gate} says. */
  enum TrainGateKind {
    APPROVE,
    WAIT
  }
}
