package io.slipway.standalone;

import com.google.protobuf.Message;
import io.slipway.testbench.TemporalServer;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a Temporal server tells anybody who may ask it: as it is kept, nothing decoded. */
final class RawTemporal implements AutoCloseable {
  private static final String NAMESPACE = "default";

  private final WorkflowServiceStubs stubs;

  RawTemporal(TemporalServer server) {
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
  }

  /** All runs, the newest first. */
  List<WorkflowExecutionInfo> list() {
    return service()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder().setNamespace(NAMESPACE).build())
        .getExecutionsList();
  }

  DescribeWorkflowExecutionResponse describe(WorkflowExecution execution) {
    return service()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(execution)
                .build());
  }

  /** Ends a run of this kind that goes on, as nobody should. */
  void terminate(String type) {
    WorkflowExecution execution =
        list().stream()
            .filter(r -> r.getType().getName().equals(type) && !r.hasCloseTime())
            .findFirst()
            .orElseThrow()
            .getExecution();
    var unused =
        service()
            .terminateWorkflowExecution(
                TerminateWorkflowExecutionRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setWorkflowExecution(execution)
                    .setReason("by a test")
                    .build());
  }

  /** All that is told of all runs. */
  List<Message> everything() {
    List<Message> all = new ArrayList<>();
    for (WorkflowExecutionInfo run : list()) {
      all.add(run);
      all.add(describe(run.getExecution()));
      all.add(
          service()
              .getWorkflowExecutionHistory(
                  GetWorkflowExecutionHistoryRequest.newBuilder()
                      .setNamespace(NAMESPACE)
                      .setExecution(run.getExecution())
                      .build()));
    }
    return all;
  }

  private WorkflowServiceBlockingStub service() {
    return stubs.blockingStub();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    boolean unused = stubs.awaitTermination(2, TimeUnit.SECONDS);
  }
}
