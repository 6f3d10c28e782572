package io.slipway.rollout;

import io.slipway.contract.Phase;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;

/** How many hosts may change at once, so that enough are left for visitors. */
public final class TrafficLimit {
  private TrafficLimit() {}

  /** Most hosts of a target that are worked on at the same time in a phase, 1 or more. */
  public static int parallel(Target target, Phase phase) {
    int most = target.rollout().maxParallel();
    Traffic traffic = target.traffic();
    // A half that is changed has no visitors.
    if (traffic == null || !changes(phase) || target.rollout().blueGreen() != null) {
      return most;
    }
    int reached = (int) target.hosts().stream().filter(traffic::reaches).count();
    return reached == 0 ? most : Math.min(most, traffic.mostOut().of(reached));
  }

  /** Whether a phase keeps hosts from serving their visitors for a while. */
  static boolean changes(Phase phase) {
    return switch (phase) {
      case ACTIVATE, REVERT -> true;
      case PREPARE, FINISH, CONCLUDE, DISCARD, INSPECT, LOOK, RETIRE -> false;
    };
  }
}
