package io.slipway.bench.chaos;

import io.slipway.contract.RunOutcome;
import io.slipway.testbench.FleetHostState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What there is when a round is over.
 *
 * @param before the release that all hosts served before
 * @param release the release that the run made; null when it began none
 * @param outcome how the run ended, as the stage remembers it; null when none began
 * @param followed whether the command line watched the run already when the fault came
 * @param exit exit code of the command line; empty when it was killed
 * @param told what the run says of hosts
 * @param broken the host that was broken; empty when none was
 * @param hosts what each host has and serves
 */
record Aftermath(
    String before,
    @Nullable String release,
    @Nullable RunOutcome outcome,
    boolean followed,
    Optional<Integer> exit,
    Told told,
    Optional<String> broken,
    List<FleetHostState> hosts) {
  private static final int TEMPORAL_UNREACHABLE = 5;

  Aftermath {
    hosts = List.copyOf(hosts);
  }

  /**
   * What a run says of hosts that are not as its outcome has it.
   *
   * @param excepted hosts that it left on another release than the others
   * @param littered hosts from which it could not take everything away
   */
  record Told(Set<String> excepted, Set<String> littered) {
    static final Told NOTHING = new Told(Set.of(), Set.of());

    Told {
      excepted = Set.copyOf(excepted);
      littered = Set.copyOf(littered);
    }

    /** Hosts that another deploy must mend. */
    Set<String> hosts() {
      Set<String> all = new TreeSet<>(excepted);
      all.addAll(littered);
      return all;
    }
  }

  /** Where outcome, exit code and hosts contradict each other; empty when they agree. */
  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    exit.filter(code -> !agrees(code))
        .ifPresent(code -> found.add("exit code %d after %s".formatted(code, ended())));
    for (String host : told.hosts()) {
      if (!broken.equals(Optional.of(host))) {
        found.add("%s: left behind, though nothing was wrong with it".formatted(host));
      }
    }
    if (leavesHosts() == told.excepted().isEmpty()) {
      found.add("%s, and left behind: %s".formatted(ended(), told.excepted()));
    }
    hosts.forEach(host -> contradictions(host, found));
    return found;
  }

  private void contradictions(FleetHostState host, List<String> found) {
    String expected = expectedRelease();
    if (told.excepted().contains(host.name())) {
      expected = host.current().orElse("none");
      if (!expected.equals(before) && !expected.equals(release)) {
        found.add("%s: current is %s, of no run".formatted(host.name(), expected));
      }
      return;
    }
    if (!host.current().equals(Optional.of(expected))) {
      found.add("%s: current is %s, not %s".formatted(host.name(), host.current(), expected));
    }
    if (!host.served().equals(Optional.of(expected))) {
      found.add("%s: serves %s, not %s".formatted(host.name(), host.served(), expected));
    }
    if (release != null
        && !release.equals(expected)
        && host.releases().contains(release)
        && !told.littered().contains(host.name())) {
      found.add("%s: the failed release %s is still there".formatted(host.name(), release));
    }
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
      case SUCCEEDED_WITH_EXCEPTIONS -> 8;
      case UNTOUCHED -> 1;
      case REVERTED -> 3;
      case REVERTED_EXCEPT -> 6;
      case REJECTED -> 4;
    };
  }

  private boolean leavesHosts() {
    return outcome == RunOutcome.REVERTED_EXCEPT || outcome == RunOutcome.SUCCEEDED_WITH_EXCEPTIONS;
  }

  /** What the hosts that are not excepted serve. */
  String expectedRelease() {
    return succeeded() && release != null ? release : before;
  }

  boolean succeeded() {
    return outcome == RunOutcome.SUCCEEDED || outcome == RunOutcome.SUCCEEDED_WITH_EXCEPTIONS;
  }
}
