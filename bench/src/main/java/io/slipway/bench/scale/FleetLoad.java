package io.slipway.bench.scale;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.Initiator;
import io.slipway.contract.Phase;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Target;
import io.slipway.starter.gateway.Patience;
import io.slipway.starter.gateway.StageGateway;
import io.slipway.starter.proof.Signing;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deploys to a simulated fleet, by a worker in a process of its own, on any Temporal server. */
final class FleetLoad {
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

  @Mixin Simulation simulation = new Simulation();

  Target target() {
    return SimulatedFleet.target(hosts, parallel, batches);
  }

  /** Starts a worker, and waits until it polls. */
  Program startWorker(String address) {
    return startWorker(address, simulation, parallel, heap);
  }

  /** The same, of any simulation. */
  static Program startWorker(String address, Simulation simulation, int slots, String heap) {
    List<String> arguments = new ArrayList<>(simulation.arguments());
    arguments.addAll(List.of("--address", address, "--slots", Integer.toString(slots)));
    Program worker =
        Program.start(
            Launch.java(SimulatedWorker.class.getName(), arguments.toArray(String[]::new))
                .with(
                    "JDK_JAVA_OPTIONS",
                    "-Xmx%s -Dlogback.configurationFile=bench-logback.xml".formatted(heap)));
    worker.awaitOutput(SimulatedWorker.READY, START_LIMIT);
    return worker;
  }

  /** Asks for a deploy, as the command line does. */
  RunTicket begin(StageGateway stage) {
    return begin(stage, target());
  }

  /** The same, to any fleet. */
  static RunTicket begin(StageGateway stage, Target target) {
    return (RunTicket)
        stage.deploy(new DeployRequest(target, "main", new Initiator("bench", "bench"), null));
  }

  static StageGateway stage(WorkflowClient client, String address) {
    return new StageGateway(
        client, new Signing("default", null), Patience.usual(address, System.err::println));
  }

  /** Does one deploy, and follows it to its end. */
  Measured deploy(String address, long serverPid, Program worker) throws InterruptedException {
    List<String> workflows = new ArrayList<>();
    WorkflowClient client = SimulatedWorker.connect(address);
    try {
      StageGateway stage = stage(client, address);
      ProcessUse serverBefore = ProcessUse.of(serverPid);
      ProcessUse workerBefore = ProcessUse.of(worker.pid());
      long began = System.nanoTime();
      RunTicket ticket = begin(stage);
      RunResult result = stage.follow(ticket.workflowId(), new BatchListener(workflows));
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      ProcessUse serverUse = ProcessUse.of(serverPid).since(serverBefore);
      ProcessUse workerUse = ProcessUse.of(worker.pid()).since(workerBefore);
      workflows.add(ticket.workflowId());
      workflows.add(WorkflowIds.stage(target().application(), target().stage()));
      return new Measured(
          result,
          wall,
          simulation.ideal(target()),
          Histories.of(client, workflows),
          serverUse,
          workerUse);
    } finally {
      client.getWorkflowServiceStubs().shutdownNow();
    }
  }

  /** How a deploy must end, with hosts that fail as the simulation is told. */
  RunOutcome expected() {
    boolean failing =
        target().hosts().stream()
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
