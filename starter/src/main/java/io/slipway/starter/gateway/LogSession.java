package io.slipway.starter.gateway;

import io.slipway.contract.Action;
import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPageRequest;
import io.slipway.contract.LogPosition;
import io.slipway.contract.LogWorkflow;
import io.slipway.contract.RunKey;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkflowIds;
import io.slipway.starter.proof.Signing;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workflow that passes pages on; and the next one, when it has told much. */
final class LogSession implements AutoCloseable {
  /** Nobody waits for the answer to a question that was asked so long ago. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final WorkflowClient client;
  private final Signing signing;
  private final Patience patience;
  private final LogOrder order;
  private @Nullable String id;

  LogSession(WorkflowClient client, Signing signing, Patience patience, LogOrder order) {
    this.client = client;
    this.signing = signing;
    this.patience = patience;
    this.order = order;
  }

  LogPage page(String store, LogPosition position) {
    LogPageRequest request = new LogPageRequest(store, position);
    try {
      String reader = id;
      if (reader != null) {
        try {
          return patience.await(
              () -> client.newWorkflowStub(LogWorkflow.class, reader).page(request));
        } catch (WorkflowNotFoundException ended) {
          id = null;
        }
      }
      return patience.await(() -> first(request));
    } catch (WorkflowUpdateException e) {
      throw RefusedException.in(e, Optional::empty);
    }
  }

  private LogPage first(LogPageRequest request) {
    RunKey run = order.run();
    String fresh = WorkflowIds.log(run.application(), run.stage(), UUID.randomUUID().toString());
    LogWorkflow reader =
        client.newWorkflowStub(
            LogWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(fresh)
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setWorkflowExecutionTimeout(LONGEST)
                .setStaticSummary("read logs of %s".formatted(run.stage()))
                .build());
    LogOrder asked =
        signing
            .sign(Action.LOOK, run.application(), run.stage(), fresh, order)
            .map(order::with)
            .orElse(order);
    LogPage page =
        WorkflowClient.executeUpdateWithStart(
            reader::page,
            request,
            UpdateOptions.<LogPage>newBuilder()
                .setResultClass(LogPage.class)
                .setUpdateId(UUID.randomUUID().toString())
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build(),
            new WithStartWorkflowOperation<>(reader::run, asked));
    id = fresh;
    return page;
  }

  /** Nobody asks any more; a reader that is not told so ends by itself soon. */
  @Override
  public void close() {
    String reader = id;
    if (reader == null) {
      return;
    }
    try {
      client.newWorkflowStub(LogWorkflow.class, reader).done();
    } catch (WorkflowServiceException e) {
      id = null;
    }
  }
}
