package io.slipway.workflow;

import io.slipway.contract.RecoveryOrder;
import io.slipway.contract.RecoveryWorkflow;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * Puts back what an ended run may have done. Its batches may still be ending, and a worker may be
 * at one of its activities: hosts tell both from us by our newer epoch, and refuse them from our
 * first order on.
 */
public final class RecoveryRun extends ControlledRun implements RecoveryWorkflow {
  private final Migration migration;

  @WorkflowInit
  public RecoveryRun(RecoveryOrder order) {
    super(
        new FleetRun(
            new Mission(
                order.key(),
                order.ended().key(),
                order.target(),
                order.ended().workflowId(),
                order.ended().initiator()),
            null,
            List.of(),
            WorkflowTime.now()));
    migration = new Migration(run);
  }

  @Override
  public RunResult run(RecoveryOrder order) {
    requireStartedByStage();
    return run.carry(() -> giveUp(order.ended()), migration::undo);
  }

  private boolean giveUp(RunSummary ended) {
    boolean deploy = ended.key().kind() == RunKind.DEPLOY;
    run.presume(ended.release(), ended.revision());
    run.switchover.presume(ended.colors());
    run.progress.touch(deploy);
    if (deploy) {
      migration.presumeBegun();
    }
    run.stop("%s ended without a result (terminated?).".formatted(ended.workflowId()));
    return false;
  }
}
