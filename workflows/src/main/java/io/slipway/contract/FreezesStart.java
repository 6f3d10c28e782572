package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryRejectedException;
import java.util.List;

/** How the keeper of freezes is found, and first started; all must do it alike. */
public final class FreezesStart {
  /** Statements name an application and a stage; freezes are of none. */
  public static final ApplicationName APPLICATION = ApplicationName.of("slipway");

  public static final StageName STAGE = StageName.of("freezes");

  private FreezesStart() {}

  /** The keeper, be it there already or not. */
  public static FreezesWorkflow stub(WorkflowClient client) {
    return client.newWorkflowStub(
        FreezesWorkflow.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.FREEZES)
            .setTaskQueue(TaskQueues.WORKFLOWS)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary("freezes of many applications")
            .build());
  }

  /**
   * Its start, to go with an update.
   *
   * @param stub which is good for one update
   */
  public static WithStartWorkflowOperation<Void> operation(FreezesWorkflow stub) {
    return new WithStartWorkflowOperation<>(stub::run, FreezesState.fresh());
  }

  /**
   * The freezes in force and to come; none where none was ever put, or their keeper was ended by
   * hand. What hinders the answer is thrown, as Temporal's client does.
   */
  public static FreezeList standing(WorkflowClient client) {
    WorkflowClient strict =
        WorkflowClient.newInstance(
            client.getWorkflowServiceStubs(),
            WorkflowClientOptions.newBuilder(client.getOptions())
                .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
                .build());
    try {
      return strict.newWorkflowStub(FreezesWorkflow.class, WorkflowIds.FREEZES).freezes();
    } catch (WorkflowNotFoundException | WorkflowQueryRejectedException none) {
      return new FreezeList(List.of());
    }
  }
}
