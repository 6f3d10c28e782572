package io.slipway.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Puts hosts back after a run that has ended without a result, because someone or a limit of the
 * server's has terminated it; id {@link WorkflowIds#run}. It assumes that the run had begun on
 * every host, and cannot be aborted.
 */
@WorkflowInterface
public interface RecoveryWorkflow extends RunControls {

  /** Returns when every host is back; ends as {@link DeployWorkflow#run} does otherwise. */
  @WorkflowMethod(name = "Recovery")
  RunResult run(RecoveryOrder order);
}
