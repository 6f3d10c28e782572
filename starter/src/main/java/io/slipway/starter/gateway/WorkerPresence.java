package io.slipway.starter.gateway;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.contract.TaskQueues;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes sure that somebody is there to do the work before any is asked for: a request that waits
 * for a worker could otherwise be taken up hours later, when nobody expects it.
 */
public final class WorkerPresence {
  /** A poll lasts up to a minute, and Temporal notes when it began. */
  private static final Duration POLL = Duration.ofSeconds(75);

  private static final Duration SAY_AFTER = Duration.ofSeconds(3);
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMillis(300);

  private final WorkflowClient client;
  private final String address;

  public WorkerPresence(WorkflowClient client, String address) {
    this.client = client;
    this.address = address;
  }

  /**
   * Returns once a worker polls.
   *
   * @param notes told when none does at first
   * @throws ProblemException when none does within half a minute
   */
  public void require(Consumer<String> notes) throws InterruptedException {
    long start = System.nanoTime();
    boolean said = false;
    while (!polled()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(GIVE_UP_AFTER) > 0) {
        throw new ProblemException(
            ExitCode.UNREACHABLE, nobody("Nothing was asked for and nothing has changed."));
      }
      if (!said && waited.compareTo(SAY_AFTER) > 0) {
        said = true;
        notes.accept(nobody("Waiting for one."));
      }
      Thread.sleep(INTERVAL);
    }
  }

  private String nobody(String then) {
    return "No worker polls task queue %s of Temporal at %s. Start one with: slipway worker. %s"
        .formatted(TaskQueues.WORKFLOWS, address, then);
  }

  private boolean polled() {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.WORKFLOWS))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    Instant oldest = Instant.now().minus(POLL);
    try {
      return client
          .getWorkflowServiceStubs()
          .blockingStub()
          .describeTaskQueue(request)
          .getPollersList()
          .stream()
          .anyMatch(p -> Instant.ofEpochSecond(p.getLastAccessTime().getSeconds()).isAfter(oldest));
    } catch (StatusRuntimeException e) {
      // The in-process server cannot tell, and a client may be forbidden to ask.
      Status.Code code = e.getStatus().getCode();
      if (code == Status.Code.UNIMPLEMENTED || code == Status.Code.PERMISSION_DENIED) {
        return true;
      }
      throw e;
    }
  }
}
