package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten hosts, of which eight must serve at any time; each is gone for a second in its restart. */
class MinHealthyIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(10);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("healthy");
  private final Installation installation = Installation.on(fleet);

  /** When a host was gone, by the one clock of all. */
  private record Gone(FleetHost host, long from, long to) {}

  @BeforeEach
  void serveOneVersion() {
    repository.commit("One", Map.of("up", "1\n"));
    repository.tag("v1");
    repository.commit("Two", Map.of("page", "2\n"));
    repository.tag("v2");
    repository.remove("Ill", "up");
    repository.tag("v3");
    describe("{min_healthy: 80%}");
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
    forgetTurns();
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  private void describe(String rollout) {
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {restart: "date +%%s%%N >> /srv/turns; /opt/fleet/bin/app stop; sleep 1; /opt/fleet/bin/app start; date +%%s%%N >> /srv/turns"}
        health: {http: "http://{address}:8080/release/up", within: 5s}
        """
            .formatted(fleet.gitUrl("healthy")),
        rollout);
  }

  @Test
  void so_many_serve_at_any_time_and_those_that_do_not_go_first() {
    stopApp(4);
    stopApp(7);

    CommandEnd deploy = installation.deploy("v2");

    assertEquals(0, deploy.code(), deploy.output());
    List<Gone> turns = turns();
    assertEquals(10, turns.size());
    assertEquals(
        Set.of(4, 7),
        turns.subList(0, 2).stream().map(t -> t.host().number()).collect(Collectors.toSet()));
    assertTrue(mostGone(turns) <= 2, turns.toString());
    assertTrue(deploy.output().contains("out of service: vm4, vm7"), deploy.output());
  }

  @Test
  void a_release_that_is_ill_costs_no_more_than_is_allowed_and_is_put_back() {
    CommandEnd deploy = installation.deploy("v3");

    assertEquals(3, deploy.code(), deploy.output());
    assertTrue(mostGone(turns()) <= 2, turns().toString());
    for (FleetHost host : fleet.hosts()) {
      assertEquals("1", fleet.execute(host.number(), "cat /srv/app/current/up").strip());
    }
  }

  private void stopApp(int host) {
    var unused = fleet.execute(host, "/opt/fleet/bin/app stop");
  }

  private void forgetTurns() {
    for (FleetHost host : fleet.hosts()) {
      var unused = fleet.execute(host.number(), "rm -f /srv/turns");
    }
  }

  private List<Gone> turns() {
    List<Gone> turns = new ArrayList<>();
    for (FleetHost host : fleet.hosts()) {
      List<Long> times =
          fleet
              .execute(host.number(), "cat /srv/turns 2>/dev/null || true")
              .lines()
              .map(Long::parseLong)
              .toList();
      for (int i = 0; i + 1 < times.size(); i += 2) {
        turns.add(new Gone(host, times.get(i), times.get(i + 1)));
      }
    }
    turns.sort(Comparator.comparingLong(Gone::from));
    return turns;
  }

  private static int mostGone(List<Gone> turns) {
    return turns.stream()
        .mapToInt(
            one ->
                (int)
                    turns.stream()
                        .filter(t -> t.from() <= one.from() && one.from() <= t.to())
                        .count())
        .max()
        .orElse(0);
  }
}
