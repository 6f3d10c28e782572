package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import org.jspecify.annotations.Nullable;

/**
 * A car or a gate of a train, as it stands.
 *
 * @param application null for a gate, as {@code stage}
 * @param what what is deployed, or waited for
 * @param run its deploy; null before that has begun
 * @param message what there is to say of it; null when nothing is
 */
public record TrainPlace(
    @Nullable ApplicationName application,
    @Nullable StageName stage,
    String what,
    TrainPlaceState state,
    @Nullable RunKey run,
    @Nullable String message) {

  /** The same in another state. */
  public TrainPlace in(TrainPlaceState other, @Nullable String why) {
    return new TrainPlace(application, stage, what, other, run, why);
  }

  /** The same with its deploy. */
  public TrainPlace running(RunKey key) {
    return new TrainPlace(application, stage, what, state, key, message);
  }

  /** As sentences have it. */
  public String name() {
    return stage == null ? what : "%s of %s".formatted(stage, application);
  }
}
