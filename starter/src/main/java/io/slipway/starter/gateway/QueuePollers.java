package io.slipway.starter.gateway;

import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
