package io.slipway.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One rollback, id {@link WorkflowIds#run}: choose one release, check that every host has it,
 * switch to it batch by batch; or put everything back.
 */
@WorkflowInterface
public interface RollbackWorkflow extends RunControls {

  /** Ends as {@link DeployWorkflow#run} does. */
  @WorkflowMethod(name = "Rollback")
  RunResult run(RunOrder order);
}
