package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.RunResult;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.rollout.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a run to its end: in order on every host, whichever way it went. */
final class Ending {
  private final FleetRun run;
  private final @Nullable String stopped;
  private final boolean keeping;

  /**
   * @param stopped why the run did not get through; null when it did
   * @param keeping whether hosts that have the release keep it although it did not
   */
  Ending(FleetRun run, @Nullable String stopped, boolean keeping) {
    this.run = run;
    this.stopped = stopped;
    this.keeping = keeping;
  }

  RunResult end(boolean done, Runnable further) {
    Color retiring = run.switchover.retiring();
    if (retiring != null) {
      return result(Verdict.ofRetired(run.progress.results(), retiring, stopped));
    }
    if (done && !active().isEmpty()) {
      return finish(null);
    }
    String why = stopped == null ? "The run was stopped." : stopped;
    return keeping && !active().isEmpty() ? finish(why) : putBack(why, further);
  }

  private List<Host> active() {
    return run.progress.where(p -> p.state() == HostState.ACTIVE);
  }

  private RunResult finish(@Nullable String why) {
    List<Host> active = active();
    List<Host> others = run.progress.where(p -> p.state() != HostState.ACTIVE);
    if (!others.isEmpty()) {
      run.enter("REVERTING");
      run.retreat.revert(
          run.retreat.switched().stream()
              .filter(h -> run.progress.of(h).state() != HostState.ACTIVE)
              .toList(),
          run.release(),
          run.revision());
      run.retreat.discard(others, run.release(), run.revision());
    }
    run.enter("FINISHING");
    run.warnings.addAll(
        run.phases.run(Errand.of(run.mission, Phase.FINISH, run.release(), run.revision()), active),
        Words.of(Phase.FINISH));
    if (why == null) {
      new Conclusion(run).conclude(active);
    }
    Verdict verdict =
        Verdict.ofLive(
            run.progress.results(),
            run.release(),
            run.revision(),
            why == null ? null : why + run.switchover.whereabouts(),
            run.switchover.applies());
    return result(verdict);
  }

  private RunResult putBack(String why, Runnable further) {
    if (!run.switchover.undone()) {
      // What has the visitors is not changed below them.
      return result(Verdict.ofStopped(run.progress.results(), why));
    }
    List<Host> switched = run.retreat.switched();
    if (!switched.isEmpty()) {
      run.events.run(
          EventType.REVERT_STARTED,
          "%s Putting back %s.".formatted(why, Words.hosts(switched.size())));
      run.enter("REVERTING");
      run.retreat.revert(switched, run.release(), run.revision());
    }
    further.run();
    run.retreat.discard(run.progress.all(), run.release(), run.revision());
    Verdict verdict = Verdict.ofStopped(run.progress.results(), why);
    return result(run.rejected() ? verdict.asRejected() : verdict);
  }

  private RunResult result(Verdict verdict) {
    return new RunResult(
        run.mission.own(),
        verdict.outcome(),
        run.release(),
        run.revision(),
        verdict.message(),
        run.progress.results(),
        run.warnings.list(),
        run.progress.committedAt());
  }
}
