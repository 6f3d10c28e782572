package io.slipway.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One time of a schedule: asks the stage for the deploy, and lasts as long as that does, so that
 * the schedule knows. Its id begins with {@link WorkflowIds#schedule}.
 */
@WorkflowInterface
public interface ScheduledDeployWorkflow {
  /** Fails when the deploy does, or is refused for good: the schedule is paused then. */
  @WorkflowMethod(name = "ScheduledDeploy")
  ScheduledEnd run(ScheduleOrder order);
}
