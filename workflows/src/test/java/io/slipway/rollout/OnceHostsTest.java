package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.Once;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnceHostsTest {
  private static final Role JOBS = Role.of("jobs");

  @Test
  void it_is_the_first_of_those_that_play_the_role() {
    List<Host> hosts = List.of(host("a", false), host("b", false, JOBS), host("c", false, JOBS));
    assertEquals(names("b"), decided(Fixtures.target(1).withHosts(hosts), JOBS));
    assertEquals(names("a"), decided(Fixtures.target(1).withHosts(hosts), null));
    assertEquals(names("c"), decided(Fixtures.target(1).withHosts(hosts.subList(2, 3)), JOBS));
    assertEquals(names(), decided(Fixtures.target(1).withHosts(hosts.subList(0, 1)), JOBS));
  }

  @Test
  void it_is_the_roles_primary_as_with_a_migration() {
    List<Host> hosts = List.of(host("a", false, JOBS), host("b", true, JOBS));
    assertEquals(names("b"), decided(Fixtures.target(1).withHosts(hosts), JOBS));
  }

  @Test
  void each_half_of_a_stage_has_one_unless_a_host_is_in_every_run() {
    Target halves = Fixtures.blueGreen(2);
    assertEquals(names("web1", "web3"), decided(halves, null));
    List<Host> more = new ArrayList<>(halves.hosts());
    more.add(host("common", false, Role.of("web")));
    Collections.reverse(more);
    assertEquals(names("common"), decided(halves.withHosts(more), Role.of("web")));
  }

  @Test
  void where_nothing_runs_once_nothing_is_decided() {
    Target plain = Fixtures.target(2);
    assertSame(plain, OnceHosts.decided(plain));
  }

  @Test
  void only_that_host_runs_the_step() {
    Step once = new Step("bin/once", null, JOBS, true, Duration.ofMinutes(1));
    Host a = host("a", false, JOBS);
    Host b = host("b", false, JOBS);
    Target target = Fixtures.target(1).withHosts(List.of(a, b));
    Steps steps = OnceHosts.decided(target.withSteps(steps(JOBS))).steps();
    assertEquals(List.of(true, false), List.of(steps.runs(once, a), steps.runs(once, b)));
    assertEquals(List.of(List.of("jobs"), List.of()), List.of(steps.onceFor(a), steps.onceFor(b)));
  }

  private static List<HostName> decided(Target target, @Nullable Role on) {
    return OnceHosts.decided(target.withSteps(steps(on))).steps().once().getFirst().hosts();
  }

  private static Steps steps(@Nullable Role on) {
    return Steps.NONE.with(List.of(new Once(on, List.of())));
  }

  private static List<HostName> names(String... names) {
    return List.of(names).stream().map(HostName::of).toList();
  }

  private static Host host(String name, boolean primary, Role... roles) {
    return new Host(
        HostName.of(name), null, null, null, List.of(roles), primary, (Label) null, List.of());
  }
}
