package io.slipway.bench.scale;

import io.slipway.contract.SearchAttributes;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporalServer;
import io.temporal.common.SearchAttributeKey;
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
  static final List<String> ATTRIBUTES =
      SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList();

  @Mixin FleetLoad load = new FleetLoad();

  @Option(
      names = "--max-events",
      description = "a history of so many events is a failure (default ${DEFAULT-VALUE})")
  long maxEvents = 5000;

  @Option(
      names = "--max-worker-mib",
      description = "a worker of so much resident memory is a failure (default ${DEFAULT-VALUE})")
  long maxWorkerMebibytes = 1024;

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help;

  private Scale() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Scale()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (TemporalServer server = TemporalServer.start(ATTRIBUTES);
        Program worker = load.startWorker(server.address())) {
      Measured measured = load.deploy(server.address(), server.pid(), worker);
      measured.lines().forEach(System.out::println);
      List<String> violations =
          measured.violations(new Measured.Limits(maxEvents, maxWorkerMebibytes, load.expected()));
      violations.forEach(violation -> System.out.println("FAILED: " + violation));
      return violations.isEmpty() ? 0 : 1;
    }
  }
}
