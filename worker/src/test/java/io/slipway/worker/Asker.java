package io.slipway.worker;

import io.slipway.contract.Initiator;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WireFormat;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Layout;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that asks Temporal for work, as the starter does. */
final class Asker implements AutoCloseable {
  private static final ApplicationName SHOP = ApplicationName.of("shop");
  private static final StageName PRODUCTION = StageName.of("production");

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private String last = "";

  Asker(String address) {
    this(address, WireFormat.dataConverter());
  }

  Asker(String address, DataConverter converter) {
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    this.client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setDataConverter(converter).build());
  }

  /** Asks for a look at one host; the answer comes when a worker has looked. */
  CompletableFuture<SurveyResult> survey() {
    last = "survey/shop/production/" + UUID.randomUUID();
    SurveyWorkflow workflow =
        client.newWorkflowStub(
            SurveyWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(last)
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .setMemo(Map.of("note", "memo-tells"))
                .setStaticSummary("summary-tells")
                .setStaticDetails("details-tell")
                .build());
    return WorkflowClient.execute(workflow::run, order());
  }

  /** How many runs Temporal finds with this attribute; fails when it does not know it. */
  long count(String attribute) {
    return stubs
        .blockingStub()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setQuery(attribute + " = 'none'")
                .build())
        .getCount();
  }

  /** The workflow id of the survey that was asked for last. */
  String last() {
    return last;
  }

  SurveyResult result(String workflowId) {
    return client.newUntypedWorkflowStub(workflowId).getResult(SurveyResult.class);
  }

  /** All that Temporal knows of the last survey, as it is kept. */
  String history() {
    return stubs
        .blockingStub()
        .getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(last))
                .build())
        .toString();
  }

  private static SurveyOrder order() {
    Target target =
        new Target(
            SHOP,
            PRODUCTION,
            new Source("git@git.example.com:acme/shop.git", Delivery.CLONE, null, false),
            new Layout("/srv/shop", 5, List.of(), List.of()),
            Steps.NONE,
            null,
            new SshSettings(
                "deploy",
                22,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                HostKeyPolicy.STRICT,
                false),
            new Rollout(List.of(BatchSize.parse("100%")), Duration.ZERO, 20, 3),
            List.of(
                new Host(HostName.of("web1"), null, null, null, List.of(Role.of("web")), false)));
    RunKey key = new RunKey(SHOP, PRODUCTION, RunKind.DEPLOY, ReleaseId.of("20260101000000"));
    return new SurveyOrder(key, SurveyKind.INSPECT, target, null, new Initiator("ana", "laptop"));
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
  }
}
