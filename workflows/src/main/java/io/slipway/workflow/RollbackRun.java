package io.slipway.workflow;

import io.slipway.contract.HostReport;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RollbackWorkflow;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.domain.ReleaseId;
import io.slipway.rollout.RollbackChoice;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds a release that all hosts have, and switches to it batch by batch. */
public final class RollbackRun extends ControlledRun implements RollbackWorkflow {
  private final @Nullable ReleaseId wanted;
  private final boolean cleanOnly;

  @WorkflowInit
  public RollbackRun(RunOrder order) {
    super(runOf(order.key(), Objects.requireNonNull(order.rollback())));
    wanted = Objects.requireNonNull(order.rollback()).to();
    cleanOnly = order.rollback().cleanOnly();
  }

  private static FleetRun runOf(RunKey key, RollbackRequest request) {
    String ref = request.to() == null ? "" : request.to().value();
    return new FleetRun(
        new Mission(key, key, request.target(), ref, request.initiator()), request.reason());
  }

  @Override
  public RunResult run(RunOrder order) {
    return run.carry(() -> choose() && (cleanOnly || run.rollOut()), () -> {});
  }

  private boolean choose() {
    List<PhaseOutcome> outcomes = run.phases.run(Phase.INSPECT, run.target().hosts(), null, null);
    run.progress.apply(outcomes, HostProgress::inspecting, HostState.UNTOUCHED);
    for (PhaseOutcome outcome : outcomes) {
      if (outcome.failure() != null) {
        run.progress.failed(outcome.failure());
      }
    }
    if (!run.allSucceeded(Phase.INSPECT, outcomes)) {
      return false;
    }
    List<HostReport> reports =
        outcomes.stream().map(o -> Objects.requireNonNull(o.report())).toList();
    return switch (RollbackChoice.of(reports, wanted)) {
      case RollbackChoice.Refused refused -> {
        run.stop(refused.reason());
        yield false;
      }
      case RollbackChoice.Chosen chosen -> {
        run.chooseRelease(
            chosen.release(),
            chosen.revision(),
            "release %s, which all hosts have".formatted(chosen.release()));
        yield true;
      }
    };
  }
}
