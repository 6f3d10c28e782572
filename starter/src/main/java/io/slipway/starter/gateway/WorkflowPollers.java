package io.slipway.starter.gateway;

import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkerDeployment;
import io.temporal.api.deployment.v1.WorkerDeploymentOptions;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkerVersioningMode;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.client.WorkflowClient;
import java.util.List;

/**
 * Workers that poll the workflow queue.
 *
 * @param current the version on which new runs begin; empty for workers without one
 * @param builds the versions of those that were seen lately; empty for one without
 */
record WorkflowPollers(String current, List<String> builds) {
  static WorkflowPollers of(WorkflowClient client) {
    DescribeTaskQueueResponse described =
        QueuePollers.described(
            client, TaskQueues.WORKFLOWS, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW);
    return new WorkflowPollers(
        described.getVersioningInfo().getCurrentDeploymentVersion().getBuildId(),
        QueuePollers.lately(described).stream().map(WorkflowPollers::build).toList());
  }

  private static String build(PollerInfo poller) {
    WorkerDeploymentOptions options = poller.getDeploymentOptions();
    boolean versioned =
        options.getWorkerVersioningMode() == WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED
            && options.getDeploymentName().equals(WorkerDeployment.NAME);
    return versioned ? options.getBuildId() : "";
  }

  /** How many are of a version. */
  int of(String build) {
    return (int) builds.stream().filter(build::equals).count();
  }

  /** Whether one of them takes up new runs. */
  boolean takeNewRuns() {
    return builds.contains(current);
  }
}
