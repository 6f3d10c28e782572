package io.slipway.bench.chaos;

import io.slipway.contract.EventType;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.domain.Rollout;
import io.slipway.testbench.Program;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the time of a revert with the time of the switch that it takes back. */
@Command(
    name = "bench/revert",
    sortOptions = false,
    description = "Lets the last host of a fleet fail its health check, so that all go back.")
final class Revert implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(names = "--hosts", description = "size of the fleet (default ${DEFAULT-VALUE})")
  int hosts = 100;

  @Option(names = "--repeat", description = "deploys that go back (default ${DEFAULT-VALUE})")
  int repeat = 3;

  @Option(
      names = "--most",
      description = "ratio of revert to switch that is still good (default ${DEFAULT-VALUE})")
  double most = 1.5;

  @Mixin CommonOptions common = new CommonOptions();

  private Revert() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Revert()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Double> ratios = new ArrayList<>();
    try (Stand stand =
        new Stand(common.program(), hosts, ChaosFile.MIGRATION, Rollout.DEFAULT_ATTEMPTS)) {
      stand.begin();
      Files.createFile(stand.fleet.onDisk(hosts, ChaosFile.DOOM));
      for (int i = 0; i < repeat; i++) {
        ratios.add(revert(stand, "v" + (3 + i % 3)));
      }
    }
    double median = ratios.stream().sorted().toList().get(ratios.size() / 2);
    System.out.printf(
        "bench/revert: a revert of %d hosts takes %.2f times as long as their switch; %.2f is"
            + " good%n",
        hosts, median, most);
    return median <= most ? 0 : 1;
  }

  private static double revert(Stand stand, String revision) throws InterruptedException {
    try (Program cli = stand.parts.deploy(stand.file, revision)) {
      int exit = cli.awaitExit(LIMIT);
      List<RunEvent> events = new ArrayList<>();
      RunSummary run = stand.parts.status().orElseThrow().history().getFirst();
      RunResult result = stand.parts.result(run, events::add);
      if (result.outcome() != RunOutcome.REVERTED) {
        throw new IllegalStateException(
            "a deploy with an unhealthy host ended %s (exit %d):%n%s"
                .formatted(result.outcome(), exit, cli.output()));
      }
      // Without what the unhealthy host is waited for.
      Duration forth = took(events, Phase.ACTIVATE, EventType.HOST_DONE);
      Duration back = took(events, Phase.REVERT, EventType.PHASE_ENDED);
      double ratio = (double) back.toMillis() / forth.toMillis();
      System.out.printf(
          "switch %.1f s, revert %.1f s, ratio %.2f%n",
          forth.toMillis() / 1e3, back.toMillis() / 1e3, ratio);
      return ratio;
    }
  }

  /** From the first begin of a phase to the last event of this type in it. */
  private static Duration took(List<RunEvent> events, Phase phase, EventType end) {
    return Duration.between(
        times(events, phase, EventType.PHASE_STARTED).getFirst(),
        times(events, phase, end).getLast());
  }

  private static List<Instant> times(List<RunEvent> events, Phase phase, EventType type) {
    return events.stream()
        .filter(event -> event.phase() == phase && event.type() == type)
        .map(RunEvent::at)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
