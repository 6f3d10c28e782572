package io.slipway.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One deploy, id {@link WorkflowIds#run}: prepare all hosts, migrate once, switch batch by batch,
 * finish; or put everything back.
 */
@WorkflowInterface
public interface DeployWorkflow extends RunControls {

  /**
   * Returns only when it succeeded. Any other end is an {@code ApplicationFailure} of type {@link
   * FailureType#RUN_FAILED} whose details are the {@link RunResult}.
   */
  @WorkflowMethod(name = "Deploy")
  RunResult run(RunOrder order);
}
