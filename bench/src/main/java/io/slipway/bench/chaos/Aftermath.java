package io.slipway.bench.chaos;

import io.slipway.contract.RunOutcome;
import io.slipway.testbench.FleetHostState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is when a round is over.
 *
 * @param before the release that all hosts served before
 * @param release the release that the run made; null when it began none
 * @param outcome how the run ended, as the stage remembers it; null when none began
 * @param followed whether the command line watched the run already when the fault came
 * @param exit exit code of the command line; empty when it was killed
 * @param hosts what each host has and serves
 */
record Aftermath(
    String before,
    @Nullable String release,
    @Nullable RunOutcome outcome,
    boolean followed,
    Optional<Integer> exit,
    List<FleetHostState> hosts) {
  private static final int TEMPORAL_UNREACHABLE = 5;

  Aftermath {
    hosts = List.copyOf(hosts);
  }

  /** Where outcome, exit code and hosts contradict each other; empty when they agree. */
  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    exit.filter(code -> !agrees(code))
        .ifPresent(code -> found.add("exit code %d after %s".formatted(code, ended())));
    if (outcome == RunOutcome.REVERTED_EXCEPT) {
      // Every fault is undone within the time for which putting back is tried.
      found.add("hosts were left behind");
    }
    String expected = expectedRelease();
    for (FleetHostState host : hosts) {
      if (!host.current().equals(Optional.of(expected))) {
        found.add("%s: current is %s, not %s".formatted(host.name(), host.current(), expected));
      }
      if (!host.served().equals(Optional.of(expected))) {
        found.add("%s: serves %s, not %s".formatted(host.name(), host.served(), expected));
      }
      if (release != null && !release.equals(expected) && host.releases().contains(release)) {
        found.add("%s: the failed release %s is still there".formatted(host.name(), release));
      }
    }
    return found;
  }

  private String ended() {
    return outcome == null ? "no run" : outcome.name();
  }

  /** Who could not reach Temporal to ask for a run cannot know whether it was taken up. */
  private boolean agrees(int code) {
    return code == expectedExit() || (code == TEMPORAL_UNREACHABLE && !followed);
  }

  /** As the README lists them. A run that never began is one that could not be asked for. */
  private int expectedExit() {
    return switch (outcome) {
      case null -> TEMPORAL_UNREACHABLE;
      case SUCCEEDED -> 0;
      case UNTOUCHED -> 1;
      case REVERTED -> 3;
      case REVERTED_EXCEPT -> 6;
    };
  }

  private String expectedRelease() {
    return outcome == RunOutcome.SUCCEEDED && release != null ? release : before;
  }
}
