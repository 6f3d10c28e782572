package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RetireRequest;
import io.slipway.contract.RetireWorkflow;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Objects;

/** Runs what retires the half of a stage that has no visitors, and puts nothing back. */
public final class RetireRun extends ControlledRun implements RetireWorkflow {

  @WorkflowInit
  public RetireRun(RunOrder order) {
    super(runOf(order));
    run.switchover.retire(Objects.requireNonNull(order.retire()).color());
  }

  private static FleetRun runOf(RunOrder order) {
    RunKey key = order.key();
    RetireRequest request = Objects.requireNonNull(order.retire());
    return new FleetRun(
        new Mission(key, key, request.target(), request.color().word(), request.initiator()),
        null,
        List.of(),
        null);
  }

  @Override
  public RunResult run(RunOrder order) {
    requireStartedByStage();
    return run.carry(this::retire, () -> {});
  }

  private boolean retire() {
    run.enter("RETIRING");
    List<PhaseOutcome> outcomes =
        run.phases.run(Errand.of(run.mission, Phase.RETIRE, null, null), run.progress.all());
    run.progress.apply(outcomes, HostProgress::retiring, HostState.UNTOUCHED);
    return !run.stopping();
  }

  @Override
  public void takenBack(AbortRequest request) {
    if (run.tooLate("take it back") == null) {
      var unused = run.abort(request);
    }
  }
}
