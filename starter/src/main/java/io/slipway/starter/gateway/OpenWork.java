package io.slipway.starter.gateway;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.starter.output.Diagnosis.Finding;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at what is open in a namespace: whether any of it stands still, or will one day. */
final class OpenWork {
  /** Each is described by a question of its own. */
  private static final int MOST = 300;

  /** A workflow task that failed so often fails for a reason that does not pass. */
  private static final int STUCK = 3;

  private static final int STUBBORN = 10;

  /** Temporal ends a workflow at 51 200 events, and warns from 10 240 on. */
  private static final long LONG = 10_000;

  private static final Duration OLD = Duration.ofDays(1);

  private final WorkflowClient client;
  private final String namespace;

  OpenWork(WorkflowClient client) {
    this.client = client;
    this.namespace = client.getOptions().getNamespace();
  }

  List<Finding> findings() {
    try {
      ListWorkflowExecutionsResponse open =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setPageSize(MOST)
                      .setQuery("ExecutionStatus = 'Running'")
                      .build());
      List<Finding> findings = new ArrayList<>();
      open.getExecutionsList().forEach(info -> look(info, findings));
      int count = open.getExecutionsCount();
      String more = open.getNextPageToken().isEmpty() ? "" : "; there are more";
      if (findings.isEmpty()) {
        findings.add(
            Finding.ok("open workflows", "%d, none stands still%s".formatted(count, more)));
      }
      return findings;
    } catch (StatusRuntimeException e) {
      if (Away.untold(e)) {
        return List.of(Finding.ok("open workflows", "cannot be told: " + Away.reason(e)));
      }
      throw e;
    }
  }

  private void look(WorkflowExecutionInfo listed, List<Finding> findings) {
    String id = listed.getExecution().getWorkflowId();
    DescribeWorkflowExecutionResponse now;
    try {
      now =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(namespace)
                      .setExecution(listed.getExecution())
                      .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return; // It has ended and is forgotten since.
      }
      throw e;
    }
    int attempt = now.getPendingWorkflowTask().getAttempt();
    if (attempt >= STUCK) {
      findings.add(
          Finding.bad(
              id,
              "no worker can go on with it; %d have tried".formatted(attempt),
              "Look at the log of a worker. If workers were replaced, one of the version before"
                  + " can: docs/guide/upgrading.md."));
    }
    long events = now.getWorkflowExecutionInfo().getHistoryLength();
    if (events > LONG) {
      findings.add(
          Finding.warning(
              id,
              "its history has %d events, and Temporal ends it at 51 200".formatted(events),
              "Let it come to its end soon, or abort it."));
    }
    now.getPendingActivitiesList().stream()
        .filter(OpenWork::stubborn)
        .findFirst()
        .ifPresent(
            activity ->
                findings.add(
                    Finding.warning(
                        id,
                        "%s is tried for the %dth time"
                            .formatted(activity.getActivityType().getName(), activity.getAttempt()),
                        "Its last failure is in Temporal's Web UI, under pending activities.")));
    Duration age = Duration.between(instant(listed.getStartTime()), Instant.now());
    if (run(id) && age.compareTo(OLD) > 0) {
      findings.add(
          Finding.warning(
              id,
              "has been open for %d h".formatted(age.toHours()),
              "slipway status tells what it waits for."));
    }
  }

  private static boolean stubborn(PendingActivityInfo activity) {
    return activity.getAttempt() >= STUBBORN
        && activity.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED;
  }

  /** Stages are open for ever, and batches end with their run. */
  private static boolean run(String id) {
    return id.matches("(?:deploy|rollback|recovery)/[^/]+/[^/]+/[^/]+");
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochMilli(Timestamps.toMillis(time));
  }
}
