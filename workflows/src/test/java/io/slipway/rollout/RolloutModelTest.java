package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostState;
import io.slipway.domain.Availability;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.HostSequence;
import io.slipway.domain.Label;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Rollout;
import io.slipway.domain.Target;
import io.slipway.domain.Tolerance;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Whole rollouts by the decisions alone, over fleets, zones, faults and turns of events at random;
 * {@link ModelRun} watches each step.
 */
final class RolloutModelTest {

  /**
   * One rollout.
   *
   * @param unwell hosts that are out of service before it
   * @param bad hosts on which the switch fails
   * @param stuck hosts that cannot be put back
   * @param seed of the order in which things happen
   */
  record Plan(
      Target target,
      Set<HostName> unwell,
      Set<HostName> bad,
      Set<HostName> stuck,
      int portion,
      long seed) {}

  @Property(tries = 100_000)
  void keeps_enough_in_service_and_ends_in_order_on_each_host(@ForAll("plans") Plan plan) {
    ModelRun run = new ModelRun(plan);

    Map<HostName, HostState> ends = run.toItsEnd();

    assertEquals(
        plan.target().hosts().stream().map(Host::name).toList(), List.copyOf(ends.keySet()));
    for (Map.Entry<HostName, HostState> end : ends.entrySet()) {
      assertTrue(
          Set.of(HostState.ACTIVE, HostState.REVERTED, HostState.REVERT_FAILED, HostState.UNTOUCHED)
              .contains(end.getValue()),
          end.toString());
    }
    assertTrue(
        run.stopped() || run.failures() <= run.tolerated(),
        "%d failed, and %d were tolerated".formatted(run.failures(), run.tolerated()));
    assertTrue(!run.stopped() || !ends.containsValue(HostState.ACTIVE), ends.toString());
  }

  @Property(tries = 10_000)
  void the_same_happenings_lead_to_the_same_turns(@ForAll("plans") Plan plan) {
    ModelRun first = new ModelRun(plan);
    ModelRun second = new ModelRun(plan);

    assertEquals(first.toItsEnd(), second.toItsEnd());
    assertEquals(first.begun(), second.begun());
  }

  @Provide
  Arbitrary<Plan> plans() {
    Arbitrary<List<Integer>> zones =
        Arbitraries.integers().between(0, 3).list().ofMinSize(1).ofMaxSize(24);
    Arbitrary<List<BatchSize>> batches = sizes().list().ofMaxSize(3);
    Arbitrary<Availability> kept =
        Combinators.combine(
                sizes().injectNull(0.3),
                sizes().injectNull(0.4),
                Arbitraries.of(HostSequence.class),
                Arbitraries.integers().between(0, 4))
            .as((least, zone, order, others) -> new Availability(least, others, zone, order));
    Arbitrary<Integer> parallel = Arbitraries.integers().between(1, 12);
    Arbitrary<Tolerance> failures =
        Arbitraries.integers().between(0, 40).map(n -> new Tolerance(n, true));
    Arbitrary<OnFailure> reaction = Arbitraries.of(OnFailure.REVERT, OnFailure.CONTINUE);
    Arbitrary<Integer> portion = Arbitraries.integers().between(2, 9);
    return Combinators.combine(
            zones, batches, kept, parallel, failures, reaction, portion, Arbitraries.longs())
        .as(RolloutModelTest::plan)
        .filter(plan -> RolloutPlanner.fault(plan.target()).isEmpty());
  }

  private static Arbitrary<BatchSize> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 10).map(n -> new BatchSize(n, false)),
        Arbitraries.integers().between(1, 99).map(n -> new BatchSize(n, true)));
  }

  private static Plan plan(
      List<Integer> zones,
      List<BatchSize> batches,
      Availability kept,
      int parallel,
      Tolerance failures,
      OnFailure reaction,
      int portion,
      long seed) {
    List<Host> hosts = new ArrayList<>();
    for (Host host : Fixtures.hosts(zones.size())) {
      hosts.add(host.in(zone(zones.get(hosts.size()))));
    }
    Rollout rollout =
        new Rollout(
                batches,
                Duration.ZERO,
                parallel,
                1,
                reaction,
                failures,
                failures,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO)
            .with(
                new Availability(
                    kept.minHealthy(),
                    hosts.size() + kept.fleet(),
                    kept.zoneParallel(),
                    kept.order()));
    Random chance = new Random(seed);
    Target target = Fixtures.withRollout(Fixtures.target(1), rollout).withHosts(hosts);
    return new Plan(
        target,
        some(hosts, chance, 20),
        some(hosts, chance, 10),
        some(hosts, chance, 10),
        portion,
        seed);
  }

  private static @Nullable Label zone(int number) {
    return number == 0 ? null : Label.of("z" + number);
  }

  private static Set<HostName> some(List<Host> hosts, Random chance, int percent) {
    Set<HostName> some = new LinkedHashSet<>();
    int most = chance.nextInt(3) == 0 ? 0 : percent;
    hosts.stream().map(Host::name).filter(h -> chance.nextInt(100) < most).forEach(some::add);
    return some;
  }
}
