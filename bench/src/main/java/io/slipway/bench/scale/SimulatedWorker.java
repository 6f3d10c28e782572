package io.slipway.bench.scale;

import io.slipway.contract.TaskQueues;
import io.slipway.contract.WireFormat;
import io.slipway.workflow.Workflows;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A worker process with the real workflows and {@link SimulatedHosts}. Runs until it is killed. */
@Command(name = "simulated-worker")
final class SimulatedWorker implements Callable<Integer> {
  static final String READY = "simulated worker polls";

  @Option(names = "--address", required = true)
  String address = "";

  @Option(names = "--slots", required = true)
  int slots;

  @Mixin Simulation simulation = new Simulation();

  private SimulatedWorker() {}

  public static void main(String[] arguments) {
    int code = new CommandLine(new SimulatedWorker()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  static WorkflowClient connect(String address) {
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()),
        WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.dataConverter()).build());
  }

  @Override
  public Integer call() {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            connect(address),
            WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setWorkflowTaskPollersBehavior(new PollerBehaviorAutoscaling())
            .setActivityTaskPollersBehavior(new PollerBehaviorAutoscaling())
            .setMaxConcurrentActivityExecutionSize(slots)
            .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(2))
            .build();
    factory
        .newWorker(TaskQueues.WORKFLOWS, options)
        .registerWorkflowImplementationTypes(Workflows.TYPES.toArray(Class<?>[]::new));
    factory
        .newWorker(TaskQueues.HOSTS, options)
        .registerActivitiesImplementations(new SimulatedHosts(simulation));
    factory.start();
    System.out.println(READY);
    return 0;
  }
}
