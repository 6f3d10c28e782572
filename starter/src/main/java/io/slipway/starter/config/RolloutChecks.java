package io.slipway.starter.config;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Deadlines;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Rollout;
import io.slipway.rollout.BakeTime;
import io.slipway.rollout.ServiceLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbers of a rollout with which no host could ever be switched. */
final class RolloutChecks {
  private RolloutChecks() {}

  /**
   * @param hosts all hosts of the stage
   */
  static void run(HostList hosts, Faults faults) {
    RolloutSpec spec = hosts.stage().spec().rollout();
    if (spec == null) {
      return;
    }
    KeyPath path = hosts.stage().path().key("rollout");
    ServiceLevel.of(spec.minHealthy(), hosts.hosts().size())
        .flatMap(ServiceLevel::fault)
        .ifPresent(fault -> faults.add(path.key("min_healthy"), fault.what(), fault.remedy()));
    if (spec.zoneParallel() != null
        && hosts.hosts().stream().allMatch(h -> h.host().zone() == null)) {
      faults.add(
          path.key("zone_parallel"),
          "bounds how many hosts of a zone change at the same time, but no host has a zone",
          "Give hosts a zone, such as {name: 'web[1-4]', zone: a}, or take it out.");
    }
    CanarySpec canary = spec.canary();
    if (canary != null) {
      canary(canary, hosts, path.key("canary"), faults);
    }
    BlueGreenSpec blueGreen = spec.blueGreen();
    if (blueGreen != null) {
      BlueGreenChecks.run(blueGreen, hosts, faults);
    }
    time(spec, hosts, path, faults);
  }

  /** Only of batches and a canary that are what they should be can anybody tell how many wait. */
  private static void time(RolloutSpec spec, HostList hosts, KeyPath path, Faults faults) {
    Deadlines deadlines = spec.deadlines();
    List<BatchSize> sizes = new ArrayList<>();
    if (spec.batches() != null) {
      spec.batches().stream().filter(Objects::nonNull).forEach(sizes::add);
    }
    boolean sound = spec.batches() == null || sizes.size() == spec.batches().size();
    CanarySpec canary = spec.canary();
    if (deadlines == null
        || !sound
        || (canary != null && (canary.hosts() == null) == (canary.tag() == null))) {
      return;
    }
    Rollout rollout =
        new Rollout(sizes, Objects.requireNonNullElse(spec.bake(), Duration.ZERO), 0, 0);
    BakeTime.of(
            hosts.hosts().stream().map(HostList.Listed::host).toList(),
            canary == null ? rollout : rollout.with(CanaryMaker.withoutChecks(canary)))
        .fault(deadlines)
        .ifPresent(fault -> faults.add(path.key("deadline"), fault.what(), fault.remedy()));
  }

  private static void canary(CanarySpec canary, HostList hosts, KeyPath path, Faults faults) {
    List<Host> all = hosts.hosts().stream().map(HostList.Listed::host).toList();
    String tag = canary.tag();
    if (tag != null && all.stream().noneMatch(h -> h.tags().contains(Label.of(tag)))) {
      faults.add(
          path.key("tag"),
          "no host has tag %s".formatted(tag),
          "Give it to a host, such as {name: web1, tags: [%s]}.".formatted(tag));
    }
    numbers(canary.checks(), path, faults);
  }

  static void numbers(
      @Nullable List<@Nullable CanaryCheckSpec> specs, KeyPath path, Faults faults) {
    int checks = specs == null ? 0 : specs.size();
    for (int i = 0; i < checks; i++) {
      number(path.key("checks").item(i), faults);
    }
  }

  /** What only makes sense of a number. */
  private static void number(KeyPath path, Faults faults) {
    boolean asks = faults.has(path.key("prometheus"));
    boolean query = faults.has(path.key("query"));
    boolean bounded =
        Stream.of("at_most", "at_least", "baseline").anyMatch(k -> faults.has(path.key(k)));
    if (asks && !query) {
      faults.add(path, "says whom to ask, but not what", "Add query.");
    } else if (asks && !bounded) {
      faults.add(
          path,
          "says of no number whether it is good",
          "Add at_most, at_least or baseline, such as at_most: 0.01.");
    }
    if (!asks && (bounded || query)) {
      faults.add(path, "has a query, but nobody to ask", "Add prometheus, or take it out.");
    }
    if (faults.has(path.key("times")) && !faults.has(path.key("baseline"))) {
      faults.add(path.key("times"), "counts for a baseline only", "Add baseline, or take it out.");
    }
  }
}
