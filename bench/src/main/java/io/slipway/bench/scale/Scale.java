package io.slipway.bench.scale;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.Initiator;
import io.slipway.contract.Phase;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Target;
import io.slipway.starter.gateway.Patience;
import io.slipway.starter.gateway.StageGateway;
import io.slipway.starter.proof.Signing;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Deploys to simulated hosts and measures the engine: wall time, the length of every history, the
 * server's and the worker's use. Server and worker are processes of their own; this one follows the
 * deploy as the command line does.
 */
@Command(
    name = "bench/scale",
    sortOptions = false,
    description = "Deploys to simulated hosts and measures the engine.")
final class Scale implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  @Option(names = "--hosts", description = "how many (default ${DEFAULT-VALUE})")
  int hosts = 1000;

  @Option(
      names = "--parallel",
      description = "max_parallel of the stage, and the worker's slots (default ${DEFAULT-VALUE})")
  int parallel = 200;

  @Option(
      names = "--batches",
      split = ",",
      converter = BatchSizes.class,
      description = "rollout batches (default 1,10%%,100%%)")
  List<BatchSize> batches =
      List.of(new BatchSize(1, false), new BatchSize(10, true), new BatchSize(100, true));

  @Option(names = "--heap", description = "the worker's -Xmx (default ${DEFAULT-VALUE})")
  String heap = "1g";

  @Option(
      names = "--max-events",
      description = "a history of so many events is a failure (default ${DEFAULT-VALUE})")
  long maxEvents = 5000;

  @Option(
      names = "--max-worker-mib",
      description = "a worker of so much resident memory is a failure (default ${DEFAULT-VALUE})")
  long maxWorkerMebibytes = 1024;

  @Mixin Simulation simulation = new Simulation();

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help;

  private final List<String> workflows = new ArrayList<>();

  private Scale() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Scale()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> attributes =
        SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList();
    try (TemporalServer server = TemporalServer.start(attributes);
        Program worker = Program.start(workerLaunch(server))) {
      worker.awaitOutput(SimulatedWorker.READY, START_LIMIT);
      Measured measured = deploy(server, worker);
      measured.lines().forEach(System.out::println);
      List<String> violations =
          measured.violations(new Measured.Limits(maxEvents, maxWorkerMebibytes, expected()));
      violations.forEach(violation -> System.out.println("FAILED: " + violation));
      return violations.isEmpty() ? 0 : 1;
    }
  }

  private Launch workerLaunch(TemporalServer server) {
    List<String> arguments = new ArrayList<>(simulation.arguments());
    arguments.addAll(List.of("--address", server.address(), "--slots", Integer.toString(parallel)));
    return Launch.java(SimulatedWorker.class.getName(), arguments.toArray(String[]::new))
        .with(
            "JDK_JAVA_OPTIONS",
            "-Xmx%s -Dlogback.configurationFile=bench-logback.xml".formatted(heap));
  }

  private Measured deploy(TemporalServer server, Program worker) throws InterruptedException {
    WorkflowClient client = SimulatedWorker.connect(server.address());
    try {
      StageGateway stage =
          new StageGateway(
              client,
              new Signing("default", null),
              Patience.usual(server.address(), System.err::println));
      Target target = SimulatedFleet.target(hosts, parallel, batches);
      ProcessUse serverBefore = ProcessUse.of(server.pid());
      ProcessUse workerBefore = ProcessUse.of(worker.pid());
      long began = System.nanoTime();
      RunTicket ticket =
          (RunTicket)
              stage.deploy(
                  new DeployRequest(target, "main", new Initiator("bench", "bench"), null));
      RunResult result = stage.follow(ticket.workflowId(), new BatchListener(workflows));
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      ProcessUse serverUse = ProcessUse.of(server.pid()).since(serverBefore);
      ProcessUse workerUse = ProcessUse.of(worker.pid()).since(workerBefore);
      workflows.add(ticket.workflowId());
      workflows.add(WorkflowIds.stage(target.application(), target.stage()));
      return new Measured(
          result,
          wall,
          simulation.ideal(target),
          Histories.of(client, workflows),
          serverUse,
          workerUse);
    } finally {
      client.getWorkflowServiceStubs().shutdownNow();
    }
  }

  private RunOutcome expected() {
    boolean failing =
        SimulatedFleet.target(hosts, parallel, batches).hosts().stream()
            .anyMatch(host -> simulation.fails(host.name(), simulation.failingIn));
    if (!failing) {
      return RunOutcome.SUCCEEDED;
    }
    return simulation.failingIn == Phase.PREPARE ? RunOutcome.UNTOUCHED : RunOutcome.REVERTED;
  }

  /** Reads sizes such as 5 and 20%. */
  static final class BatchSizes implements CommandLine.ITypeConverter<BatchSize> {
    @Override
    public BatchSize convert(String text) {
      return BatchSize.parse(text);
    }
  }
}
