package io.slipway.workflow;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Excerpt;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Once;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.rollout.Names;
import java.util.List;

/** What comes once a run has done all that it was to do. Nothing that fails here fails the run. */
final class Conclusion {
  private final FleetRun run;
  private final Steps steps;

  Conclusion(FleetRun run) {
    this.run = run;
    this.steps = run.target().steps();
  }

  /**
   * @param active the hosts that serve the release
   */
  void conclude(List<Host> active) {
    Step last = steps.afterAll();
    List<Host> hosts = active.stream().filter(h -> steps.runs(last, h)).toList();
    if (!hosts.isEmpty()) {
      run.phases
          .run(Errand.of(run.mission, Phase.CONCLUDE, run.release(), run.revision()), hosts)
          .forEach(this::noteFailed);
    }
    run.commands.finished();
    steps.once().forEach(this::noteMissed);
  }

  private void noteFailed(PhaseOutcome outcome) {
    HostFailure failure = outcome.failure();
    if (failure != null) {
      String said = Excerpt.lastLine(failure.output());
      run.warnings.add(
          "could not run steps.finished on %s%s"
              .formatted(failure.message(), said.isEmpty() ? "" : " It said last: " + said));
    }
  }

  /** Which host it is was decided before the run: no other one takes its place. */
  private void noteMissed(Once once) {
    List<Host> its = run.progress.named(once.hosts());
    if (!its.isEmpty()
        && its.stream().noneMatch(h -> run.progress.of(h).state() == HostState.ACTIVE)) {
      List<HostName> names = its.stream().map(Host::name).toList();
      run.warn(
          "%s runs what runs once%s, and does not serve the release: look what was to be done there."
              .formatted(
                  Names.of(names), once.on() == null ? "" : " on role %s".formatted(once.on())));
    }
  }
}
