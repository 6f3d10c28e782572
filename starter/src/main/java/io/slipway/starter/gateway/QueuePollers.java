package io.slipway.starter.gateway;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks Temporal who polls a queue. */
final class QueuePollers {
  /** A poll lasts up to a minute, and Temporal notes when it began. */
  private static final Duration POLL = Duration.ofSeconds(75);

  private QueuePollers() {}

  static DescribeTaskQueueResponse described(
      WorkflowClient client, String queue, TaskQueueType type) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(type)
                .build());
  }

  /**
   * Whether somebody polls a queue; also when that cannot be told, as the in-process server cannot,
   * and as a client may not be allowed to ask.
   */
  static boolean isPolled(WorkflowClient client, String queue, TaskQueueType type) {
    return told(() -> described(client, queue, type)).map(d -> !lately(d).isEmpty()).orElse(true);
  }

  /** Empty when a question is one that the server, or this client, has no answer to. */
  static <T> Optional<T> told(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (StatusRuntimeException e) {
      if (Away.untold(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Those that poll now, as far as Temporal knows; it remembers others for some minutes. */
  static List<PollerInfo> lately(DescribeTaskQueueResponse described) {
    Instant oldest = Instant.now().minus(POLL);
    return described.getPollersList().stream().filter(p -> seen(p).isAfter(oldest)).toList();
  }

  /** When it began to poll, by Temporal's clock. */
  static Instant seen(PollerInfo poller) {
    Timestamp time = poller.getLastAccessTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
