package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.Phase;
import io.slipway.domain.Host;
import io.slipway.rollout.FailurePolicy;
import io.slipway.rollout.Names;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a run does when hosts cannot have their turns, such as where too few are in service for it
 * to take another one out.
 */
final class Scarcity {
  private final FleetRun run;
  private final FailurePolicy policy;

  Scarcity(FleetRun run, FailurePolicy policy) {
    this.run = run;
    this.policy = policy;
  }

  /**
   * Finds out which hosts are in service, where anybody needs to know; returns whether the run goes
   * on.
   */
  boolean looked() {
    if (run.service.watched() && !run.stopping()) {
      var unused =
          run.phases.run(
              Errand.of(run.mission, Phase.LOOK, run.release(), run.revision()),
              run.target().hosts());
    }
    return !run.stopping();
  }

  /** Whether the run goes on, be it without some of these hosts, which wait for their turns. */
  boolean passed(List<Host> waiting) {
    return passed(waiting, run.service.scarcity(waiting), this::looked);
  }

  /**
   * The same, for any reason for which they wait.
   *
   * @param again what makes a person's wish to try again come true; whether the run goes on
   */
  boolean passed(List<Host> waiting, String why, BooleanSupplier again) {
    return switch (policy.beyond(run.irreversible())) {
      case GO_ON -> {
        leaveOut(waiting, why);
        yield !run.stopping();
      }
      case REVERT -> {
        run.stop(why);
        yield false;
      }
      case PAUSE -> asked(waiting, why, again);
    };
  }

  private boolean asked(List<Host> waiting, String why, BooleanSupplier again) {
    Standstill at =
        new Standstill(why, waiting.stream().map(Host::name).toList(), List.of(), false);
    switch (run.choice(at)) {
      case Choice.Retry retry -> {
        return again.getAsBoolean();
      }
      case Choice.Excluded excluded -> {
        // They are out of the run, and the others have their turns as they can.
      }
      case Choice.GoOn goOn -> leaveOut(waiting, why);
      case Choice.Expired expired -> run.stopUnattended(why);
    }
    return !run.stopping();
  }

  private void leaveOut(List<Host> waiting, String why) {
    run.progress.change(waiting, HostProgress::passedOver);
    if (run.forward.in().isEmpty()) {
      run.stop(why);
      return;
    }
    run.events.run(
        EventType.HOST_SKIPPED,
        "%s The run goes on without %s."
            .formatted(why, Names.of(waiting.stream().map(Host::name).toList())));
  }
}
