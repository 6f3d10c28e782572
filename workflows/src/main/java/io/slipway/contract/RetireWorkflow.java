package io.slipway.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Retires the half of a stage that has no visitors, id {@link WorkflowIds#run}: finds out which
 * half is live, and runs the stage's command on the hosts of the other.
 */
@WorkflowInterface
public interface RetireWorkflow extends RunControls {

  /** Ends as {@link DeployWorkflow#run} does. */
  @WorkflowMethod(name = "Retire")
  RunResult run(RunOrder order);

  /**
   * Told by its stage when somebody wants the stage: what is in work is ended, and no further host
   * is begun.
   */
  @SignalMethod(name = "takenBack")
  void takenBack(AbortRequest request);
}
