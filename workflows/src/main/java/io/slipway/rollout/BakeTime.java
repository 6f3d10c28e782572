package io.slipway.rollout;

import io.slipway.domain.Canary;
import io.slipway.domain.Deadlines;
import io.slipway.domain.Host;
import io.slipway.domain.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * For how long a rollout does nothing but wait between its batches.
 *
 * @param canary how long its canary serves alone; zero without one
 * @param pauses how often it waits between other batches
 * @param bake how long it does each time
 */
public record BakeTime(Duration canary, int pauses, Duration bake) {

  /**
   * @param hosts those of the deploy
   */
  public static BakeTime of(List<Host> hosts, Rollout rollout) {
    int batches = RolloutPlanner.batches(hosts, rollout).size();
    Canary canary = rollout.canary();
    Duration alone =
        canary == null || RolloutPlanner.canaries(hosts, rollout).isEmpty()
            ? Duration.ZERO
            : canary.bake();
    int pauses = rollout.bake().isPositive() ? batches - (alone.isZero() ? 1 : 2) : 0;
    return new BakeTime(alone, Math.max(0, pauses), rollout.bake());
  }

  public Duration all() {
    return canary.plus(bake.multipliedBy(pauses));
  }

  /** Why no deploy could keep its deadline; empty when it may. */
  public Optional<ServiceLevel.Fault> fault(Deadlines deadlines) {
    Duration whole = deadlines.whole();
    if (whole == null || all().compareTo(whole) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceLevel.Fault(
            "%s, so that nothing of the deadline of %s is left for the work itself"
                .formatted(sum(), Durations.words(whole)),
            "Give it more than %s, or take fewer batches or shorter bakes."
                .formatted(Durations.words(all()))));
  }

  private String sum() {
    String between =
        "%d %s of %s".formatted(pauses, pauses == 1 ? "bake" : "bakes", Durations.words(bake));
    if (canary.isZero()) {
      return "%s %s %s".formatted(between, pauses == 1 ? "is" : "are", Durations.words(all()));
    }
    String first = "the canary's bake of %s".formatted(Durations.words(canary));
    return pauses == 0
        ? "%s alone takes as long".formatted(first)
        : "%s and %s are %s".formatted(first, between, Durations.words(all()));
  }
}
