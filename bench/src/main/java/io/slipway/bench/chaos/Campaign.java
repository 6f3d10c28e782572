package io.slipway.bench.chaos;

import io.slipway.contract.RunOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rounds on one fleet, one after the other.
 *
 * @param seed decides all that is random
 */
record Campaign(SlipwayProgram slipway, long seed, int hosts, List<FaultKind> faults) {
  /** Few, so that hosts that stay broken are soon given up. */
  private static final int ATTEMPTS = 2;

  Campaign {
    faults = List.copyOf(faults);
  }

  /** Plays the rounds of these numbers; the numbers of those that failed. */
  List<Integer> play(List<Integer> numbers) throws IOException, InterruptedException {
    System.out.printf("bench/chaos: seed %d, %d hosts, faults %s%n", seed, hosts, faults);
    List<Integer> failed = new ArrayList<>();
    try (Stand stand = new Stand(slipway, hosts, ChaosFile.MIGRATION, ATTEMPTS)) {
      WholeReleases whole = new WholeReleases(stand.repository);
      Duration usual = stand.begin();
      System.out.printf("an undisturbed deploy takes %.1f s%n", usual.toMillis() / 1000.0);
      for (int number : numbers) {
        if (!pass(stand, number, usual, whole)) {
          failed.add(number);
          usual = stand.begin();
        }
      }
    }
    System.out.printf(
        "bench/chaos: %d passed, %d failed (seed %d)%n",
        numbers.size() - failed.size(), failed.size(), seed);
    failed.forEach(number -> System.out.println("repeat with: " + command(number)));
    return failed;
  }

  /** What repeats one round. */
  String command(int number) {
    return "bench/chaos --seed %d --hosts %d --faults %s --only %d"
        .formatted(
            seed, hosts, faults.stream().map(Enum::name).collect(Collectors.joining(",")), number);
  }

  private boolean pass(Stand stand, int number, Duration usual, WholeReleases whole)
      throws IOException, InterruptedException {
    RoundPlan plan = RoundPlan.of(seed, number, faults, hosts);
    String before = stand.fleet.state().getFirst().current().orElseThrow();
    long began = System.nanoTime();
    Round.Report report = new Round(stand, plan, whole).run(before, usual);
    Aftermath end = report.aftermath();
    @Nullable RunOutcome outcome = end.outcome();
    System.out.printf(
        "%3d  %-60s %-10s exit %-4s %5.1f s  %s%n",
        number,
        plan.text(),
        outcome == null ? "NO RUN" : outcome,
        end.exit().map(Object::toString).orElse("-"),
        (System.nanoTime() - began) / 1e9,
        report.violations().isEmpty() ? report.repaired() ? "ok, repaired" : "ok" : "FAILED");
    report.violations().forEach(violation -> System.out.println("       " + violation));
    if (!report.violations().isEmpty()) {
      System.out.println(report.output().indent(9));
    }
    return report.violations().isEmpty();
  }
}
