package io.slipway.workflow;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.rollout.FailurePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts back what a run has changed on hosts. Safe also where nothing had been changed. */
final class Retreat {
  private final Mission mission;
  private final FleetProgress progress;
  private final PhaseRunner phases;
  private final Warnings warnings;

  Retreat(Mission mission, FleetProgress progress, PhaseRunner phases, Warnings warnings) {
    this.mission = mission;
    this.progress = progress;
    this.phases = phases;
    this.warnings = warnings;
  }

  /** Hosts that may serve something else than before the run. */
  List<Host> switched() {
    return progress.where(
        p -> p.activated() && p.state() != HostState.REVERTED && p.state() != HostState.SKIPPED);
  }

  /**
   * Hosts back to the release that they served before. Those that are away are waited for only when
   * all others are back.
   */
  void revert(List<Host> hosts, @Nullable ReleaseId release, @Nullable Revision revision) {
    if (hosts.isEmpty()) {
      return;
    }
    Errand errand = Errand.of(mission, Phase.REVERT, release, revision);
    progress.enter(hosts, HostState.REVERTING);
    List<PhaseOutcome> outcomes = phases.run(errand.impatiently(), hosts);
    progress.apply(outcomes, HostProgress::reverting, HostState.REVERT_FAILED);
    List<Host> away =
        progress.named(
            outcomes.stream()
                .filter(o -> o.failure() != null && o.failure().type().passing())
                .map(PhaseOutcome::host)
                .toList());
    if (!away.isEmpty()) {
      progress.enter(away, HostState.REVERTING);
      progress.apply(phases.run(errand, away), HostProgress::reverting, HostState.REVERT_FAILED);
    }
  }

  /** New directories away, but where the host may still serve them. */
  void discard(List<Host> hosts, @Nullable ReleaseId release, @Nullable Revision revision) {
    List<Host> litter = hosts.stream().filter(h -> litter(progress.of(h))).toList();
    if (litter.isEmpty()) {
      return;
    }
    List<PhaseOutcome> outcomes =
        phases.run(Errand.of(mission, Phase.DISCARD, release, revision), litter);
    warnings.addAll(outcomes, "remove release %s".formatted(release));
    progress.apply(outcomes, HostProgress::discarding, HostState.PREPARED);
  }

  private static boolean litter(HostProgress host) {
    HostFailure failure = host.failure();
    boolean away =
        host.state() == HostState.SKIPPED
            || (failure != null && host.out() && FailurePolicy.away(failure.type()));
    return host.prepared()
        && !away
        && switch (host.state()) {
          case REVERT_FAILED, ACTIVE, UNKNOWN -> false;
          case PENDING,
              PREPARING,
              PREPARED,
              ACTIVATING,
              FAILED,
              SKIPPED,
              EXCLUDED,
              REVERTING,
              REVERTED,
              DISCARDED,
              UNTOUCHED,
              RETIRED ->
              true;
        };
  }
}
