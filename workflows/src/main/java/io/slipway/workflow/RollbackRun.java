package io.slipway.workflow;

import io.slipway.contract.Phase;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RollbackWorkflow;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.domain.ReleaseId;
import io.slipway.rollout.RollbackChoice;
import io.temporal.workflow.WorkflowInit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds a release that all hosts have, and switches to it batch by batch. */
public final class RollbackRun extends ControlledRun implements RollbackWorkflow {
  private final @Nullable ReleaseId wanted;
  private final boolean cleanOnly;

  @WorkflowInit
  public RollbackRun(RunOrder order) {
    super(runOf(order));
    wanted = Objects.requireNonNull(order.rollback()).to();
    cleanOnly = order.rollback().cleanOnly();
  }

  private static FleetRun runOf(RunOrder order) {
    RunKey key = order.key();
    RollbackRequest request = Objects.requireNonNull(order.rollback());
    String ref = request.to() == null ? "" : request.to().value();
    return new FleetRun(
        new Mission(key, key, request.target(), ref, request.initiator()),
        request.reason(),
        order.quarantine(),
        order.troubledSince());
  }

  @Override
  public RunResult run(RunOrder order) {
    requireStartedByStage();
    return run.carry(
        () ->
            choose()
                && (cleanOnly ? run.forward.stay() : run.secretsFound() && run.forward.rollOut()),
        () -> {});
  }

  private boolean choose() {
    if (!run.forward.through(Phase.INSPECT)) {
      return false;
    }
    return switch (RollbackChoice.of(run.forward.found(), wanted)) {
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
