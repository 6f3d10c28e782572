package io.slipway.worker;

import io.slipway.contract.GateActivities;
import io.slipway.contract.NotifyActivities;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkerDeployment;
import io.slipway.log.LogReader;
import io.slipway.workflow.Workflows;
import io.temporal.client.WorkflowClient;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import io.temporal.worker.tuning.PollerBehaviorSimpleMaximum;
import java.time.Duration;
import java.util.List;

/** The pollers of task queues, with the settings that measurements chose (docs/adr/0001). */
public final class Polling {
  /** Workflows kept in memory between their steps; 1,000 hosts are 20 batches and one deploy. */
  private static final int CACHED_WORKFLOWS = 200;

  private static final int WORKFLOW_TASKS = 50;

  /** How long a workflow waits for a worker that died before any other may go on with it. */
  private static final Duration STICKY = Duration.ofSeconds(2);

  /** By default one second without the processor, as on a busy machine, is taken for a deadlock. */
  private static final Duration STUCK = Duration.ofSeconds(20);

  /** By default beats are held back for most of their timeout, and with them the word to stop. */
  private static final Duration BEATS = Duration.ofSeconds(2);

  /** Each has a page in memory. */
  private static final int READERS = 20;

  private Polling() {}

  /**
   * Not started yet.
   *
   * @param settings how many activities may run at once, and of which version they are
   */
  public static WorkerFactory prepare(
      WorkflowClient client,
      WorkerSettings settings,
      List<Object> activities,
      WorkerInterceptor... around) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setWorkerInterceptors(around)
                .build());
    if (settings.site() == null) {
      pollForRuns(factory, settings, activities);
    }
    factory
        .newWorker(settings.hostQueue(), hostOptions(settings))
        .registerActivitiesImplementations(activities.stream().filter(Polling::ofHosts).toArray());
    activities.stream()
        .filter(LogReader.class::isInstance)
        .map(LogReader.class::cast)
        .forEach(logs -> pollForLogs(factory, client, logs));
    return factory;
  }

  private static void pollForRuns(
      WorkerFactory factory, WorkerSettings settings, List<Object> activities) {
    Worker workflows = factory.newWorker(TaskQueues.WORKFLOWS, workflowOptions(settings));
    (settings.build() == null ? Workflows.TYPES : Workflows.VERSIONED)
        .forEach(workflows::registerWorkflowImplementationTypes);
    workflows.registerActivitiesImplementations(
        activities.stream().filter(Polling::ofRuns).toArray());
  }

  /**
   * On a queue where whoever reads finds out which workers keep logs, and on one of this store's.
   */
  private static void pollForLogs(WorkerFactory factory, WorkflowClient client, LogReader logs) {
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setIdentity("%s#%s".formatted(client.getOptions().getIdentity(), logs.store()))
            .setMaxConcurrentActivityExecutionSize(READERS)
            .setActivityTaskPollersBehavior(new PollerBehaviorSimpleMaximum(1))
            .build();
    for (String queue : List.of(TaskQueues.LOGS, TaskQueues.logs(logs.store()))) {
      factory.newWorker(queue, options).registerActivitiesImplementations(logs);
    }
  }

  private static boolean ofHosts(Object activities) {
    return !ofRuns(activities) && !(activities instanceof LogReader);
  }

  /** Whoever wants to stop a run, or to be told of it, must not wait behind its hosts. */
  private static boolean ofRuns(Object activities) {
    return activities instanceof GateActivities || activities instanceof NotifyActivities;
  }

  private static WorkerOptions workflowOptions(WorkerSettings settings) {
    return options(settings)
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
        .setAllowActivityHeartbeatDuringShutdown(true)
        .setStickyQueueScheduleToStartTimeout(STICKY)
        .setDefaultDeadlockDetectionTimeout(STUCK.toMillis())
        .build();
  }

  private static WorkerOptions hostOptions(WorkerSettings settings) {
    return options(settings)
        .setMaxConcurrentActivityExecutionSize(settings.hosts())
        // Otherwise the first beat after SIGTERM ends an activity that drain lets go on.
        .setAllowActivityHeartbeatDuringShutdown(true)
        .setMaxHeartbeatThrottleInterval(BEATS)
        .setDefaultHeartbeatThrottleInterval(BEATS)
        .build();
  }

  private static WorkerOptions.Builder options(WorkerSettings settings) {
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setWorkflowTaskPollersBehavior(new PollerBehaviorAutoscaling())
            .setActivityTaskPollersBehavior(new PollerBehaviorAutoscaling());
    String build = settings.build();
    return build == null ? options : options.setDeploymentOptions(version(build));
  }

  /** The same for both queues: only then do the activities of a run stay on the run's version. */
  private static WorkerDeploymentOptions version(String build) {
    return WorkerDeploymentOptions.newBuilder()
        .setUseVersioning(true)
        .setVersion(new WorkerDeploymentVersion(WorkerDeployment.NAME, build))
        .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
        .build();
  }
}
