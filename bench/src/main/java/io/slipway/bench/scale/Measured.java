package io.slipway.bench.scale;

import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.domain.ReleaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All that one deploy showed.
 *
 * @param ideal the least wall time that the waiting itself needs
 */
record Measured(
    RunResult result,
    Duration wall,
    Duration ideal,
    Histories histories,
    ProcessUse server,
    ProcessUse worker) {

  /** Bounds that must hold. */
  record Limits(long events, long workerMebibytes, RunOutcome outcome) {}

  /** What does not hold, one sentence each; empty when all does. */
  List<String> violations(Limits limits) {
    List<String> found = new ArrayList<>();
    if (result.outcome() != limits.outcome()) {
      found.add(
          "the run ended %s instead of %s: %s"
              .formatted(result.outcome(), limits.outcome(), result.message()));
    }
    long astray = astray();
    if (astray > 0) {
      found.add("%d hosts are on another release than the outcome says".formatted(astray));
    }
    Histories.History longest = histories.longest();
    if (longest.events() >= limits.events()) {
      found.add(
          "%s has %d events, %d or more"
              .formatted(longest.workflow(), longest.events(), limits.events()));
    }
    if (worker.peakMebibytes() >= limits.workerMebibytes()) {
      found.add(
          "the worker had %d MiB resident, %d or more"
              .formatted(worker.peakMebibytes(), limits.workerMebibytes()));
    }
    return found;
  }

  /** Hosts that the result does not put on the one release that its outcome stands for. */
  private long astray() {
    ReleaseId release = Objects.requireNonNull(result.release(), "the run chose no release");
    boolean forward = result.outcome() == RunOutcome.SUCCEEDED;
    return result.hosts().stream().filter(host -> forward != release.equals(host.live())).count();
  }

  /** The numbers, for people. */
  List<String> lines() {
    Histories.History longest = histories.longest();
    Histories.History largest = histories.largest();
    return List.of(
        line("outcome", "%s, %,d hosts".formatted(result.outcome(), result.hosts().size())),
        line(
            "wall time",
            "%.1f s; the waiting alone is %.1f s (%.2f x)"
                .formatted(seconds(wall), seconds(ideal), seconds(wall) / seconds(ideal))),
        line(
            "histories",
            "%,d workflows, %,d events".formatted(histories.all().size(), histories.events())),
        line("longest", "%,d events, %s".formatted(longest.events(), longest.workflow())),
        line("largest", "%,d KiB, %s".formatted(largest.bytes() / 1024, largest.workflow())),
        line("server", use(server)),
        line("worker", use(worker)));
  }

  private static String use(ProcessUse use) {
    return "%.1f s CPU, %d MiB at most".formatted(seconds(use.cpu()), use.peakMebibytes());
  }

  private static String line(String name, String text) {
    return "%-10s %s".formatted(name, text);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
