package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Balancer;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ColorRulesTest {
  private final Target target = Fixtures.blueGreen(2);

  @Test
  void two_halves_behind_a_balancer_are_well() {
    assertEquals(Optional.empty(), ColorRules.fault(target));
    assertEquals(Optional.empty(), ColorRules.fault(Fixtures.target(3)));
  }

  @Test
  void a_part_of_the_stage_cannot_be_moved_to() {
    assertEquals(
        "rollout.blue_green moves visitors from one half of the stage to the other, and only 3 of"
            + " its 4 hosts are chosen. Leave out --host, --role and --resume-failed: the next"
            + " deploy goes to the other half.",
        ColorRules.fault(target.withHosts(target.hosts().subList(0, 3))).orElseThrow());
  }

  @Test
  void visitors_need_a_balancer_to_be_moved_by() {
    assertTrue(
        ColorRules.fault(target.withTraffic(null))
            .orElseThrow()
            .contains("and traffic names none."));
    Traffic onHosts = behind(new Balancer.Commands("out", "in", null, null), List.of(), null);
    assertTrue(
        ColorRules.fault(target.withTraffic(onHosts))
            .orElseThrow()
            .contains("traffic.balancers names none."));
  }

  @Test
  void every_host_with_visitors_is_of_one_half() {
    List<Host> hosts = new ArrayList<>(target.hosts());
    hosts.set(0, hosts.get(0).tagged(List.of()));
    hosts.set(3, hosts.get(3).tagged(List.of(Label.of("blue"), Label.of("green"))));
    assertEquals(
        "rollout.blue_green: web1 has neither tag blue nor green, and would never be let in."
            + " rollout.blue_green: web4 has both tag blue and green.",
        ColorRules.fault(target.withHosts(hosts)).orElseThrow());
    hosts.set(1, hosts.get(1).tagged(List.of()));
    assertTrue(
        ColorRules.fault(target.withHosts(hosts))
            .orElseThrow()
            .contains("no host has tag blue alone, so that blue is empty."));
  }

  @Test
  void hosts_without_visitors_need_no_color_and_go_along() {
    List<Host> hosts = new ArrayList<>(target.hosts());
    hosts.set(0, new Host(hosts.get(0).name(), null, null, null, List.of(Role.of("jobs")), false));
    Target mixed = target.withHosts(hosts);
    Traffic onWeb =
        behind(
            new Balancer.HaProxy("/run/admin.sock", "shop", "{host}"),
            Fixtures.hosts(1),
            Role.of("web"));
    assertEquals(Optional.empty(), ColorRules.fault(mixed.withTraffic(onWeb)));
    assertEquals(
        List.of("web1", "web3", "web4"),
        ColorRules.scope(Objects.requireNonNull(mixed.rollout().blueGreen()), Color.GREEN, hosts)
            .stream()
            .map(h -> h.name().value())
            .toList());
  }

  @Test
  void each_half_can_migrate() {
    Step migrate = new Step("rake", null, Role.of("db"), true, Duration.ofMinutes(1));
    Target migrating = target.withSteps(new Steps(null, migrate, null));
    assertTrue(
        RolloutPlanner.fault(migrating)
            .orElseThrow()
            .contains("no host that a deploy to blue changes plays role db"));
  }

  private static Traffic behind(Balancer balancer, List<Host> machines, @Nullable Role role) {
    return new Traffic(
        balancer,
        machines,
        role,
        Traffic.DEFAULT_DRAIN_FOR,
        Traffic.DEFAULT_UP_WITHIN,
        Traffic.DEFAULT_MOST_OUT);
  }
}
