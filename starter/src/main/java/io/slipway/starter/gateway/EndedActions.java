package io.slipway.starter.gateway;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the workflows of a schedule have come to. */
final class EndedActions {
  private EndedActions() {}

  /**
   * What the last one has come to that has ended well. One that goes on is not waited for, and one
   * that has failed is passed over.
   *
   * @param actions those of the schedule, oldest first
   */
  static <T> @Nullable T last(
      WorkflowClient client, List<ScheduleActionResult> actions, Class<T> type) {
    for (ScheduleActionResult each : actions.reversed()) {
      var execution = (ScheduleActionExecutionStartWorkflow) each.getAction();
      WorkflowStub stub =
          client.newUntypedWorkflowStub(
              WorkflowTargetOptions.newBuilder()
                  .setWorkflowId(execution.getWorkflowId())
                  .setFirstExecutionRunId(execution.getFirstExecutionRunId())
                  .build());
      if (stub.describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
        return stub.getResult(type);
      }
    }
    return null;
  }
}
