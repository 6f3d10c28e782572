package io.slipway.bench.chaos;

import io.slipway.contract.RunOutcome;
import io.slipway.testbench.Checkout;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deploys again and again to a fleet, hurts each deploy, and checks what is left. */
@Command(
    name = "bench/chaos",
    sortOptions = false,
    description = "Kills or breaks something in the middle of each of many deploys.")
final class Chaos implements Callable<Integer> {
  private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(3);

  @Option(names = "--rounds", description = "deploys (default ${DEFAULT-VALUE})")
  int rounds = 20;

  @Option(names = "--hosts", description = "size of the fleet (default ${DEFAULT-VALUE})")
  int hosts = 10;

  @Option(names = "--seed", description = "decides all that is random (default: a new one)")
  long seed = ThreadLocalRandom.current().nextInt(1_000_000);

  @Option(names = "--only", paramLabel = "ROUND", description = "only the round of that number")
  @Nullable Integer only;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND",
      description = "of ${COMPLETION-CANDIDATES} (default WORKER,SERVER,CLI)")
  List<FaultKind> faults = FaultKind.KILLS;

  @Option(
      names = "--slipway",
      paramLabel = "PROGRAM",
      description = "the program to try (default: this checkout's)")
  Path slipway = Checkout.path("slipway");

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help;

  private Chaos() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf("bench/chaos: seed %d, %d hosts, faults %s%n", seed, hosts, faults);
    Path file = Files.createTempFile("slipway-chaos-", ".yml");
    int failed = 0;
    int passed = 0;
    try (Fleet fleet = Fleet.up(hosts);
        Parts parts = new Parts(slipway)) {
      publishSample(fleet);
      ChaosFile.write(file, fleet);
      Duration usual = begin(fleet, parts, file);
      System.out.printf("an undisturbed deploy takes %.1f s%n", usual.toMillis() / 1000.0);
      for (int number : numbers()) {
        if (pass(fleet, parts, file, number, usual)) {
          passed++;
        } else {
          failed++;
          begin(fleet, parts, file);
        }
      }
    } finally {
      Files.delete(file);
    }
    System.out.printf("bench/chaos: %d passed, %d failed (seed %d)%n", passed, failed, seed);
    return failed == 0 ? 0 : 1;
  }

  private List<Integer> numbers() {
    return only == null ? IntStream.rangeClosed(1, rounds).boxed().toList() : List.of(only);
  }

  private static void publishSample(Fleet fleet) {
    Path repository = fleet.knownHosts().resolveSibling("git/app.git");
    Program.run(
        Launch.of(Checkout.path("dev/fleet/make-sample-app").toString(), repository.toString()),
        Duration.ofMinutes(1));
    fleet.startGit(); // also hands the repository to the daemon's user
  }

  /** Fresh disks and a first release on all hosts; how long a second deploy takes. */
  private static Duration begin(Fleet fleet, Parts parts, Path file) throws IOException {
    fleet.wipe();
    for (FleetHost host : fleet.hosts()) {
      fleet.execute(
          host.number(),
          "mkdir -p /srv/app/shared/config && echo X=1 >/srv/app/shared/config/app.env");
    }
    parts.awaitWorker();
    deploy(parts, file, "v1");
    long began = System.nanoTime();
    deploy(parts, file, "v2");
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void deploy(Parts parts, Path file, String revision) {
    try (Program cli = parts.deploy(file, revision)) {
      int exit = cli.awaitExit(DEPLOY_LIMIT);
      if (exit != 0) {
        throw new IllegalStateException(
            "an undisturbed deploy exited with %d:%n%s%nThe worker said:%n%s"
                .formatted(exit, cli.output(), parts.workerLog()));
      }
    }
  }

  private boolean pass(Fleet fleet, Parts parts, Path file, int number, Duration usual)
      throws IOException, InterruptedException {
    RoundPlan plan = RoundPlan.of(seed, number, faults, hosts);
    String before = fleet.state().getFirst().current().orElseThrow();
    long began = System.nanoTime();
    Round.Report report = new Round(fleet, parts, file, plan).run(before, usual);
    Aftermath end = report.aftermath();
    @Nullable RunOutcome outcome = end.outcome();
    System.out.printf(
        "%3d  %-60s %-10s exit %-4s %5.1f s  %s%n",
        number,
        plan.text(),
        outcome == null ? "NO RUN" : outcome,
        end.exit().map(Object::toString).orElse("-"),
        (System.nanoTime() - began) / 1e9,
        report.violations().isEmpty() ? "ok" : "FAILED");
    report.violations().forEach(violation -> System.out.println("       " + violation));
    if (!report.violations().isEmpty()) {
      System.out.println(report.output().indent(9));
    }
    return report.violations().isEmpty();
  }
}
