package io.slipway.workflow;

import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts back what a run has changed on hosts. Safe also where nothing had been changed. */
final class Retreat {
  private final FleetProgress progress;
  private final PhaseRunner phases;
  private final Warnings warnings;

  Retreat(FleetProgress progress, PhaseRunner phases, Warnings warnings) {
    this.progress = progress;
    this.phases = phases;
    this.warnings = warnings;
  }

  List<Host> switched() {
    return progress.where(HostProgress::activated);
  }

  /** Hosts back to the release that they served before. */
  void revert(@Nullable ReleaseId release, @Nullable Revision revision) {
    List<Host> switched = switched();
    if (switched.isEmpty()) {
      return;
    }
    progress.enter(switched, HostState.REVERTING);
    List<PhaseOutcome> outcomes = phases.run(Phase.REVERT, switched, release, revision);
    progress.apply(outcomes, HostProgress::reverting, HostState.REVERT_FAILED);
  }

  /** New directories away, but where the host may still serve them. */
  void discard(@Nullable ReleaseId release, @Nullable Revision revision) {
    List<Host> litter = progress.where(p -> p.prepared() && p.state() != HostState.REVERT_FAILED);
    if (litter.isEmpty()) {
      return;
    }
    List<PhaseOutcome> outcomes = phases.run(Phase.DISCARD, litter, release, revision);
    warnings.addAll(outcomes, "remove release %s".formatted(release));
    progress.apply(outcomes, HostProgress::discarding, HostState.PREPARED);
  }
}
