package io.slipway.starter.gateway;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.FailureType;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import io.slipway.contract.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run as Temporal tells of it: events by query, the end by long poll. */
final class TemporalRunSource implements RunSource {
  /** What the names of activities begin with whose beats are output of hosts. */
  private static final String HOSTS = "Host";

  private final WorkflowClient client;
  private final String address;
  private final String run;
  private CompletableFuture<RunResult> end;

  /**
   * @param address where Temporal is, for sentences
   */
  TemporalRunSource(WorkflowClient client, String address, String run) {
    this.client = client;
    this.address = address;
    this.run = run;
    this.end = ask();
  }

  private CompletableFuture<RunResult> ask() {
    return stub(run).getResultAsync(RunResult.class);
  }

  private WorkflowStub stub(String workflow) {
    return client.newUntypedWorkflowStub(workflow);
  }

  @Override
  public EventPage events(String workflow, int after) {
    return stub(workflow).query("events", EventPage.class, new EventsQuery(after));
  }

  @Override
  public List<StepOutput> outputs(String workflow) {
    return pending(workflow).stream()
        .filter(a -> a.hasHeartbeatDetails() && a.getActivityType().getName().startsWith(HOSTS))
        .map(this::output)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<PendingActivityInfo> pending(String workflow) {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
            .build();
    try {
      return client
          .getWorkflowServiceStubs()
          .blockingStub()
          .describeWorkflowExecution(request)
          .getPendingActivitiesList();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return List.of(); // a batch that is told of before it has begun
      }
      throw e;
    }
  }

  /** Of an activity of a host that beats without a word there is none. */
  private @Nullable StepOutput output(PendingActivityInfo activity) {
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(
            0, Optional.of(activity.getHeartbeatDetails()), StepOutput.class, StepOutput.class);
  }

  @Override
  public boolean ended(Duration patience) throws InterruptedException {
    try {
      end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkflowFailedException) {
        return true;
      }
      end = ask();
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    }
  }

  @Override
  public RunResult result() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkflowFailedException failed) {
        return resultOf(failed);
      }
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    }
  }

  private RunResult resultOf(WorkflowFailedException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof ApplicationFailure failure
        && FailureType.named(failure.getType()) == FailureType.RUN_FAILED) {
      RunResult result = failure.getDetails().get(RunResult.class);
      if (result != null) {
        return result;
      }
    }
    if (cause instanceof CanceledFailure) {
      // Such a workflow can carry no result, but it can be asked for it.
      RunResult result = stub(run).query("result", RunResult.class);
      if (result != null) {
        return result;
      }
    }
    throw new RunBrokenException(
        run,
        switch (cause) {
          case TerminatedFailure t -> "was terminated";
          case CanceledFailure c -> "was cancelled before it had a result";
          case TimeoutFailure t -> "ran out of time";
          case null, default -> "ended without a result: " + Away.reason(failed);
        },
        failed);
  }

  @Override
  public List<String> missing(List<String> workflows) {
    List<String> queues = new ArrayList<>();
    if (!QueuePollers.isPolled(
        client, TaskQueues.WORKFLOWS, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)) {
      queues.add(TaskQueues.WORKFLOWS);
    }
    workflows.stream()
        .flatMap(workflow -> pending(workflow).stream())
        .filter(a -> a.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED)
        // Servers of before 1.28 do not tell it.
        .map(a -> a.getActivityOptions().getTaskQueue().getName())
        .filter(queue -> !queue.isEmpty())
        .distinct()
        .filter(
            queue -> !QueuePollers.isPolled(client, queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY))
        .forEach(queues::add);
    return queues.stream().map(this::missing).toList();
  }

  private String missing(String queue) {
    return "No worker polls task queue %s of Temporal at %s. Start one%s."
        .formatted(
            queue,
            address,
            TaskQueues.site(queue)
                .map(site -> " there with: slipway worker --site " + site)
                .orElse(" with: slipway worker"));
  }

  @Override
  public void rest(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
