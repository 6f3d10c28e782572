package io.slipway.workflow;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Excerpt;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where all hosts of a run stand. */
final class FleetProgress {
  /** Failures whose output goes into the result; more would not fit into Temporal's limits. */
  private static final int WITH_OUTPUT = 100;

  private static final int OUTPUT_KEPT = 1024;

  /** Failures of which results say all but the output; see {@link HostResult#FAILURES_TOLD}. */
  private static final int TEXT_KEPT = 300;

  private final Map<HostName, HostProgress> hosts = new LinkedHashMap<>();
  private List<Host> all;
  private @Nullable Instant committedAt;

  FleetProgress(List<Host> all) {
    this.all = all;
    all.forEach(h -> hosts.put(h.name(), HostProgress.untouched(h.name())));
  }

  /** From here on the run has nothing to do with any hosts but these. */
  void narrow(List<Host> to) {
    all = List.copyOf(to);
    hosts.keySet().retainAll(all.stream().map(Host::name).toList());
  }

  /** All hosts that the run has to do with, in the order of the file. */
  List<Host> all() {
    return all;
  }

  void enter(List<Host> some, HostState state) {
    change(some, p -> p.in(state));
  }

  void apply(
      List<PhaseOutcome> outcomes,
      BiFunction<HostProgress, PhaseOutcome, HostProgress> change,
      HostState notBegun) {
    for (PhaseOutcome outcome : outcomes) {
      HostReport report = outcome.report();
      if (report != null && report.committedAt() != null) {
        committedAt = report.committedAt();
      }
      hosts.computeIfPresent(
          outcome.host(), (name, p) -> outcome.begun() ? change.apply(p, outcome) : p.in(notBegun));
    }
  }

  void failed(HostFailure failure) {
    hosts.computeIfPresent(failure.host(), (name, p) -> p.failing(failure));
  }

  /** When the commit was made that hosts were given; null where none has told. */
  @Nullable Instant committedAt() {
    return committedAt;
  }

  /** Changes what is known of some hosts. */
  void change(List<Host> some, UnaryOperator<HostProgress> change) {
    some.forEach(h -> hosts.computeIfPresent(h.name(), (name, p) -> change.apply(p)));
  }

  /** In the order of the file. */
  List<Host> named(List<HostName> names) {
    Set<HostName> wanted = new LinkedHashSet<>(names);
    return all.stream().filter(h -> wanted.contains(h.name())).toList();
  }

  List<Host> where(Predicate<HostProgress> condition) {
    return all.stream().filter(h -> condition.test(of(h))).toList();
  }

  HostProgress of(Host host) {
    return Objects.requireNonNull(hosts.get(host.name()));
  }

  /** The failures that a run must have an answer to. */
  List<HostFailure> counted() {
    return hosts.values().stream()
        .filter(HostProgress::counts)
        .map(p -> Objects.requireNonNull(p.failure()))
        .toList();
  }

  /** One for each host that has failed, in the order of the file. */
  List<HostFailure> failures() {
    return hosts.values().stream().flatMap(p -> Optional.ofNullable(p.failure()).stream()).toList();
  }

  void touch(boolean prepares) {
    hosts.replaceAll((name, p) -> p.touched(prepares));
  }

  Map<HostState, Integer> counts() {
    Map<HostState, Integer> counts = new EnumMap<>(HostState.class);
    hosts.values().forEach(p -> counts.merge(p.state(), 1, Integer::sum));
    return counts;
  }

  List<HostResult> results() {
    List<HostResult> results = new ArrayList<>();
    int told = 0;
    for (HostProgress progress : hosts.values()) {
      HostFailure failure = progress.failure();
      if (failure != null) {
        told++;
        failure = told > HostResult.FAILURES_TOLD ? null : shortened(failure, told <= WITH_OUTPUT);
      }
      results.add(
          new HostResult(
              progress.host(), progress.state(), progress.live(), failure, progress.foreign()));
    }
    return results;
  }

  private static HostFailure shortened(HostFailure failure, boolean output) {
    return new HostFailure(
        failure.host(),
        failure.type(),
        failure.step(),
        Excerpt.head(TEXT_KEPT, failure.attempted()),
        Excerpt.head(output ? OUTPUT_KEPT : TEXT_KEPT, failure.reason()),
        Excerpt.head(TEXT_KEPT, failure.remedy()),
        output ? Excerpt.tail(OUTPUT_KEPT, failure.output()) : "",
        failure.untouched());
  }
}
