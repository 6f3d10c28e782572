package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.Phase;
import io.slipway.domain.Balancer;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Host;
import io.slipway.domain.Role;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TrafficLimitTest {
  @ParameterizedTest
  @CsvSource({
    "10, 0, 25%, 2",
    "10, 0, 3, 3",
    "3, 0, 25%, 1",
    "1, 0, 25%, 1",
    "4, 36, 25%, 1",
    "100, 0, 50%, 20",
    "10, 0, 100%, 10"
  })
  void bounds_how_many_are_out(int reached, int others, String mostOut, int parallel) {
    Target target = target(reached, others, mostOut);

    assertEquals(parallel, TrafficLimit.parallel(target, Phase.ACTIVATE));
    assertEquals(parallel, TrafficLimit.parallel(target, Phase.REVERT));
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"PREPARE", "FINISH", "DISCARD", "INSPECT"})
  void bounds_nothing_that_visitors_do_not_notice(Phase phase) {
    assertEquals(20, TrafficLimit.parallel(target(10, 0, "1"), phase));
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void bounds_nothing_where_nobody_is_reached(Phase phase) {
    assertEquals(20, TrafficLimit.parallel(target(0, 10, "1"), phase));
    assertEquals(20, TrafficLimit.parallel(Fixtures.target(10), phase));
  }

  private static Target target(int reached, int others, String mostOut) {
    List<Host> hosts = new ArrayList<>();
    for (Host host : Fixtures.hosts(reached + others)) {
      List<Role> roles = hosts.size() < reached ? List.of(Role.of("web")) : List.of();
      hosts.add(new Host(host.name(), null, null, null, roles, false));
    }
    return Fixtures.target(1)
        .withHosts(hosts)
        .withTraffic(
            new Traffic(
                new Balancer.HaProxy("/s", "shop", "{host}"),
                List.of(),
                Role.of("web"),
                Duration.ZERO,
                Duration.ofSeconds(1),
                BatchSize.parse(mostOut)));
  }
}
