package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.Quarantined;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.rollout.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts hosts back that an earlier run had to leave in a state that was not known or not right. */
final class Mending {
  private final FleetRun run;
  private final List<Quarantined> quarantine;

  Mending(FleetRun run, List<Quarantined> quarantine) {
    this.run = run;
    this.quarantine = quarantine;
  }

  /** Whether the run goes on: hosts that are still away count as any failure does. */
  boolean mend() {
    if (quarantine.isEmpty()) {
      return true;
    }
    run.enter("MENDING");
    List<Host> all = run.progress.named(quarantine.stream().map(Quarantined::host).toList());
    if (!run.forward.through(Phase.INSPECT, all)) {
      return false;
    }
    List<Host> todo = all;
    while (!todo.isEmpty()) {
      mend(todo);
      if (run.stopping()) {
        return false;
      }
      List<Host> again = run.forward.accept(Phase.REVERT);
      if (again == null) {
        return false;
      }
      todo = again;
    }
    return true;
  }

  /** Those of the hosts that have something to be put back; what goes wrong is noted on them. */
  void mend(List<Host> hosts) {
    Map<ReleaseId, List<Quarantined>> byRun = new TreeMap<>();
    quarantine.forEach(q -> byRun.computeIfAbsent(q.run(), id -> new ArrayList<>()).add(q));
    byRun.forEach(
        (id, left) -> {
          List<Host> its =
              run.progress.named(left.stream().map(Quarantined::host).toList()).stream()
                  .filter(h -> hosts.contains(h) && !run.progress.of(h).out())
                  .toList();
          if (!its.isEmpty() && !run.stopping()) {
            mend(left.getFirst(), its);
          }
        });
  }

  private void mend(Quarantined left, List<Host> hosts) {
    run.events.run(
        EventType.MENDING,
        "%s: what run %s has left is put back first"
            .formatted(Names.of(hosts.stream().map(Host::name).toList()), left.run()));
    List<Host> back = perform(Phase.REVERT, left, hosts);
    if (left.kind() == RunKind.DEPLOY && left.release() != null && !back.isEmpty()) {
      List<Host> unused = perform(Phase.DISCARD, left, back);
    }
  }

  /**
   * A host that cannot be asked is not touched. But one that answers, and has been seen to by other
   * hands meanwhile, is made right by what this run does anyway.
   */
  private void note(HostFailure failure) {
    if (failure.type().passing()) {
      run.progress.failed(failure);
    } else {
      run.warn("Not put back first: %s".formatted(failure.message()));
    }
  }

  /** The hosts with which it went well; the failures of the others are noted. */
  private List<Host> perform(Phase phase, Quarantined left, List<Host> hosts) {
    RunKey own = run.mission.own();
    Mission earlier =
        new Mission(
            own,
            new RunKey(own.application(), own.stage(), left.kind(), left.run()),
            run.target(),
            run.mission.ref(),
            run.mission.initiator());
    List<PhaseOutcome> outcomes =
        run.phases.run(Errand.of(earlier, phase, left.release(), null).impatiently(), hosts);
    for (PhaseOutcome outcome : outcomes) {
      @Nullable HostFailure failure = outcome.failure();
      if (failure != null) {
        note(failure);
      }
    }
    return hosts.stream().filter(h -> run.progress.of(h).failure() == null).toList();
  }
}
