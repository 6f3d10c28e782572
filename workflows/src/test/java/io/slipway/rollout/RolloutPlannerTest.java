package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutPlannerTest {

  @ParameterizedTest
  @CsvSource({
    "10, 100%,          10",
    "10, 1 10% 100%,    1 1 8",
    "10, 1,             1 1 1 1 1 1 1 1 1 1",
    "7,  50%,           3 3 1",
    "3,  10%,           1 1 1",
    "60, 1 10% 50%,     1 6 30 23",
    "5,  8,             5",
    "1,  1 10% 100%,    1"
  })
  void divides_a_fleet_into_batches(int hosts, String sizes, String expected) {
    assertEquals(
        expected,
        RolloutPlanner.batches(Fixtures.hosts(hosts), rollout(List.of(sizes.split(" ")))).stream()
            .map(b -> Integer.toString(b.size()))
            .collect(Collectors.joining(" ")));
  }

  @Property
  void batches_are_the_fleet_in_order(
      @ForAll @IntRange(min = 1, max = 300) int hosts, @ForAll("sizes") List<String> sizes) {
    List<Host> fleet = Fixtures.hosts(hosts);

    List<List<Host>> batches = RolloutPlanner.batches(fleet, rollout(sizes));

    assertEquals(fleet, batches.stream().flatMap(List::stream).toList());
    assertTrue(batches.stream().noneMatch(List::isEmpty));
  }

  @Property
  void portions_are_the_fleet_in_order_few_and_even(
      @ForAll @IntRange(min = 1, max = 2_000) int hosts,
      @ForAll @IntRange(min = 1, max = 60) int most) {
    List<Host> fleet = Fixtures.hosts(hosts);

    List<List<Host>> portions = RolloutPlanner.portions(fleet, most);

    List<Integer> sizes = portions.stream().map(List::size).sorted().toList();
    assertEquals(fleet, portions.stream().flatMap(List::stream).toList());
    assertEquals(Math.ceilDiv(hosts, most), portions.size());
    assertTrue(sizes.getLast() <= most);
    assertTrue(sizes.getLast() - sizes.getFirst() <= 1);
  }

  @Property
  void never_more_hosts_are_in_work_than_allowed(
      @ForAll @IntRange(min = 1, max = 300) int portions,
      @ForAll @IntRange(min = 1, max = 500) int maxParallel) {
    int open = RolloutPlanner.open(portions, 10, maxParallel);

    List<Integer> shares = RolloutPlanner.shares(portions, open, maxParallel);

    // Whichever are open together, at worst those with the largest shares.
    int together =
        shares.stream().sorted((a, b) -> b - a).limit(open).mapToInt(Integer::intValue).sum();
    assertTrue(together <= maxParallel, together + " of " + maxParallel);
    assertTrue(shares.stream().allMatch(share -> share >= 1));
    assertTrue(portions > open || together == maxParallel, "no place is left unused");
  }

  @Test
  void a_step_that_runs_once_prefers_the_primary_of_its_role() {
    Step once = new Step("up", null, Role.of("db"), true, Duration.ofMinutes(1));
    List<Host> hosts = List.of(host("web1", "web"), host("db1", "db"), primary("db2", "db"));

    assertEquals(
        List.of(hosts.get(2)), RolloutPlanner.hostsOf(once, Fixtures.target(1).withHosts(hosts)));
    assertEquals(
        List.of(hosts.get(1)),
        RolloutPlanner.hostsOf(once, Fixtures.target(1).withHosts(hosts.subList(0, 2))));
  }

  @Test
  void a_step_for_all_runs_on_every_host_of_its_role() {
    Step all = new Step("up", null, Role.of("db"), false, Duration.ofMinutes(1));
    List<Host> hosts = List.of(host("web1", "web"), host("db1", "db"), primary("db2", "db"));

    assertEquals(
        hosts.subList(1, 3), RolloutPlanner.hostsOf(all, Fixtures.target(1).withHosts(hosts)));
  }

  @Test
  void a_migration_without_a_host_is_a_fault_and_other_steps_are_not() {
    Step onDatabase = new Step("up", null, Role.of("db"), true, Duration.ofMinutes(1));
    Step onEach = new Step("up", null, Role.of("db"), false, Duration.ofMinutes(1));
    var target = Fixtures.target(2);

    assertTrue(
        RolloutPlanner.fault(Fixtures.withSteps(target, new Steps(null, onDatabase, null)))
            .orElseThrow()
            .startsWith("No selected host plays role db"));
    assertTrue(
        RolloutPlanner.fault(Fixtures.withSteps(target, new Steps(onEach, null, onDatabase)))
            .isEmpty());
    assertTrue(RolloutPlanner.fault(target).isEmpty());
  }

  @Provide
  Arbitrary<List<String>> sizes() {
    Arbitrary<String> hosts = Arbitraries.integers().between(1, 400).map(i -> "" + i);
    Arbitrary<String> percent = Arbitraries.integers().between(1, 100).map(i -> i + "%");
    return Arbitraries.oneOf(hosts, percent).list().ofMinSize(1).ofMaxSize(5);
  }

  private static Rollout rollout(List<String> sizes) {
    return new Rollout(sizes.stream().map(BatchSize::parse).toList(), Duration.ZERO, 20, 3);
  }

  private static Host host(String name, String... roles) {
    return new Host(
        HostName.of(name), null, null, null, Arrays.stream(roles).map(Role::of).toList(), false);
  }

  private static Host primary(String name, String role) {
    return new Host(HostName.of(name), null, null, null, List.of(Role.of(role)), true);
  }
}
