package io.slipway.bench.scale;

import io.slipway.contract.EventType;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Target;
import io.slipway.starter.gateway.StageGateway;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.PseudoTerminal;
import io.slipway.testbench.TemporalServer;
import io.slipway.testbench.TemporaryFolder;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Watches a deploy to simulated hosts by {@code slipway watch}, in front of a real pseudo-terminal,
 * and measures how soon changes are on its screen and what that costs.
 */
@Command(
    name = "bench/watch",
    sortOptions = false,
    description = "Measures the live view of a deploy to simulated hosts.")
final class Watch implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int COLUMNS = 120;
  private static final int ROWS = 40;

  @Option(names = "--hosts", description = "how many (default ${DEFAULT-VALUE})")
  int hosts = 1000;

  @Option(
      names = "--parallel",
      description = "max_parallel of the stage, and the worker's slots (default ${DEFAULT-VALUE})")
  int parallel = 200;

  @Option(
      names = "--max-lag-ms",
      description = "95 of 100 changes on the screen later than that are a failure (default 1000)")
  long maxLag = 1000;

  @Mixin Simulation simulation = new Simulation();

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help;

  private Watch() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Watch()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    try (TemporaryFolder folder = new TemporaryFolder("watch");
        TemporalServer server = TemporalServer.start(Scale.ATTRIBUTES);
        Program worker = FleetLoad.startWorker(server.address(), simulation, parallel, "1g")) {
      return watch(folder.path(), server, worker);
    }
  }

  private int watch(Path folder, TemporalServer server, Program worker)
      throws InterruptedException, IOException {
    WorkflowClient client = SimulatedWorker.connect(server.address());
    try {
      StageGateway stage = FleetLoad.stage(client, server.address());
      Target target = SimulatedFleet.target(hosts, parallel, List.of(new BatchSize(100, true)));
      RunTicket ticket = FleetLoad.begin(stage, target);
      Launch launch =
          Launch.java(
                  "io.slipway.standalone.Main",
                  "watch",
                  target.stage().value(),
                  "--address",
                  server.address(),
                  "--file",
                  describe(folder, target).toString())
              .with("SLIPWAY_STATE", folder.resolve("state").toString())
              .in(folder);
      Instant began = Instant.now();
      try (PseudoTerminal terminal = PseudoTerminal.start(launch, COLUMNS, ROWS)) {
        terminal.awaitText("prepare %d hosts".formatted(hosts), START_LIMIT);
        Duration first = Duration.between(began, Instant.now());
        ProcessUse before = ProcessUse.of(terminal.pid());
        ProcessUse workerBefore = ProcessUse.of(worker.pid());
        Instant from = Instant.now();
        ScreenLog log = ScreenLog.start(terminal);
        terminal.awaitText("%d active".formatted(hosts), Duration.ofMinutes(10));
        log.close();
        Duration watched = Duration.between(from, Instant.now());
        ProcessUse use = ProcessUse.of(terminal.pid()).since(before);
        ProcessUse workerUse = ProcessUse.of(worker.pid()).since(workerBefore);
        terminal.type("q");
        int unused = terminal.awaitExit(START_LIMIT);
        RunResult result =
            client.newUntypedWorkflowStub(ticket.workflowId()).getResult(RunResult.class);
        Lags lags = Lags.of(done(stage, ticket.workflowId()), log.seen());
        tell(first, watched, log.repaints(), lags, use, workerUse);
        return judged(result, lags);
      }
    } finally {
      client.getWorkflowServiceStubs().shutdownNow();
    }
  }

  private static Path describe(Path folder, Target target) throws IOException {
    return Files.writeString(
        folder.resolve("slipway.yml"),
        """
        application: %s
        repository: %s
        deploy_to: %s
        stages:
          %s: {ssh: {user: deploy}, hosts: [web1]}
        """
            .formatted(
                target.application(),
                target.source().repository(),
                target.layout().deployTo(),
                target.stage()));
  }

  /** When each host was switched, the first one first. */
  private static List<Instant> done(StageGateway stage, String run) throws InterruptedException {
    List<Instant> done = new ArrayList<>();
    var unused =
        stage.conclusion(
            run,
            new RunListener() {
              @Override
              public void event(String workflow, RunEvent event) {
                if (event.type() == EventType.HOST_DONE && event.phase() == Phase.ACTIVATE) {
                  done.add(event.at());
                }
              }

              @Override
              public void lost(String why) {
                System.err.println(why);
              }

              @Override
              public void found(String what) {}

              @Override
              public void ended(RunResult result, ExitCode exit) {}
            });
    return done.stream().sorted().toList();
  }

  private void tell(
      Duration first,
      Duration watched,
      int repaints,
      Lags lags,
      ProcessUse use,
      ProcessUse worker) {
    System.out.printf("hosts      %,d, %d at a time%n", hosts, parallel);
    System.out.printf("first      %d ms from the command to its first page%n", first.toMillis());
    System.out.printf(
        "lag        %d ms half of all changes, %d ms 95 of 100, %d ms the last%n",
        lags.within(50).toMillis(), lags.within(95).toMillis(), lags.within(100).toMillis());
    System.out.printf("repaints   %d in %.1f s%n", repaints, watched.toMillis() / 1000.0);
    System.out.printf(
        "command    %d ms CPU a repaint, %d %% of a processor, %d MiB at most%n",
        use.cpu().toMillis() / repaints,
        100 * use.cpu().toMillis() / watched.toMillis(),
        use.peakMebibytes());
    System.out.printf(
        "worker     %.1f s CPU meanwhile, for the deploy and what was asked%n",
        worker.cpu().toMillis() / 1000.0);
  }

  private int judged(RunResult result, Lags lags) {
    if (result.outcome() != RunOutcome.SUCCEEDED) {
      System.out.println("FAILED: the run ended " + result.outcome());
      return 1;
    }
    if (lags.within(95).toMillis() > maxLag) {
      System.out.printf("FAILED: changes were seen later than %d ms%n", maxLag);
      return 1;
    }
    return 0;
  }
}
