package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** How whoever asks a stage first starts it; all must do it alike. */
public final class StageStart {
  private StageStart() {}

  /** The stage, be it there already or not. */
  public static StageWorkflow stub(
      WorkflowClient client, ApplicationName application, StageName stage) {
    return client.newWorkflowStub(
        StageWorkflow.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.stage(application, stage))
            .setTaskQueue(TaskQueues.WORKFLOWS)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary("%s on %s".formatted(application, stage))
            .build());
  }

  /**
   * Its start, to go with an update.
   *
   * @param stub of this stage, which is good for one update
   */
  public static WithStartWorkflowOperation<Void> operation(
      StageWorkflow stub, ApplicationName application, StageName stage) {
    return new WithStartWorkflowOperation<>(stub::run, StageState.fresh(application, stage));
  }
}
