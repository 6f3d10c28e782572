package io.slipway.worker;

import io.slipway.contract.TaskQueues;
import io.slipway.workflow.Workflows;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import java.time.Duration;
import java.util.List;

/** The pollers of both task queues, with the settings that measurements chose (docs/adr/0001). */
final class Polling {
  /** Workflows kept in memory between their steps; 1,000 hosts are 20 batches and one deploy. */
  private static final int CACHED_WORKFLOWS = 200;

  private static final int WORKFLOW_TASKS = 50;

  /** How long a workflow waits for a worker that died before any other may go on with it. */
  private static final Duration STICKY = Duration.ofSeconds(2);

  /** By default beats are held back for most of their timeout, and with them the word to stop. */
  private static final Duration BEATS = Duration.ofSeconds(2);

  private Polling() {}

  /** Not started yet. */
  static WorkerFactory prepare(
      WorkflowClient client,
      WorkerSettings settings,
      List<Object> activities,
      ActivitiesInHand inHand) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setWorkerInterceptors(inHand)
                .build());
    Worker workflows = factory.newWorker(TaskQueues.WORKFLOWS, workflowOptions());
    Workflows.TYPES.forEach(workflows::registerWorkflowImplementationTypes);
    Worker hosts = factory.newWorker(TaskQueues.HOSTS, hostOptions(settings));
    hosts.registerActivitiesImplementations(activities.toArray());
    return factory;
  }

  private static WorkerOptions workflowOptions() {
    return options()
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
        .setStickyQueueScheduleToStartTimeout(STICKY)
        .build();
  }

  private static WorkerOptions hostOptions(WorkerSettings settings) {
    return options()
        .setMaxConcurrentActivityExecutionSize(settings.hosts())
        // Otherwise the first beat after SIGTERM ends an activity that drain lets go on.
        .setAllowActivityHeartbeatDuringShutdown(true)
        .setMaxHeartbeatThrottleInterval(BEATS)
        .setDefaultHeartbeatThrottleInterval(BEATS)
        .build();
  }

  /** The seam for worker versions: {@code setDeploymentOptions} belongs here. */
  private static WorkerOptions.Builder options() {
    return WorkerOptions.newBuilder()
        .setWorkflowTaskPollersBehavior(new PollerBehaviorAutoscaling())
        .setActivityTaskPollersBehavior(new PollerBehaviorAutoscaling());
  }
}
