package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.LoadOnHosts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two hosts behind a real nginx hold both halves of a stage, each on a port of its own. A release
 * brings its server along, and a restart leaves nobody there for a second.
 */
class BlueGreenPortsIT {
  private static final String SERVE =
      """
      set -eu
      . /run/fleet/env
      www=/srv/app/www-$SLIPWAY_COLOR
      mkdir -p $www
      if [ -s $www.pid ]; then
        kill "$(cat $www.pid)" || true
        sleep 1
      fi
      ln -sfn "$(pwd -P)" $www/release
      busybox httpd -f -p "$ADDR:$SLIPWAY_PORT" -h $www </dev/null >/dev/null 2>&1 &
      echo $! >$www.pid
      """;

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private final Fleet fleet = extension.get();
  private final BalancedFleet balanced = new BalancedFleet(fleet);
  private final GitRepository repository = fleet.repository("ports");
  private final Installation installation = Installation.on(fleet);

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  private void commit(String version) {
    Map<String, String> files = new HashMap<>();
    files.put("page", version + "\n");
    files.put("healthy", "1\n");
    files.put("serve.sh", SERVE);
    repository.commit(version, files);
    repository.tag(version);
  }

  @Test
  void no_visitor_notices_a_move_between_ports_nor_the_way_back() {
    commit("v1");
    commit("v2");
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app/{color}
        steps: {restart: sh serve.sh}
        health: {http: "http://{address}:{port}/release/healthy", within: 5s}
        """
            .formatted(fleet.gitUrl("ports")),
        "{blue_green: {blue: {port: 8081}, green: {port: 8082}}}",
        balanced.hosts(),
        """
        {nginx: {include: /srv/shop.conf, server: '{address}:{port}', pid: /srv/nginx.pid,
          reload: /usr/sbin/nginx -c /srv/nginx.conf -s reload}, balancers: [%s], drain_for: 10s}\
        """
            .formatted(balanced.machine())
            .replace("\n", " "));
    balanced.startNginx(
        balanced.hosts().stream()
            .flatMap(h -> List.of(h.address() + ":8081", h.address() + ":8082").stream())
            .toList());
    CommandEnd first = CommandEnd.ending(0, installation.deploy("v1"));
    assertTrue(first.output().contains("visitors are on blue (2 hosts)"), first.output());
    balanced.awaitPage("v1\n");
    assertEquals(List.of("8081", "8081"), in());

    try (LoadOnHosts load = balanced.visit(200)) {
      CommandEnd second = CommandEnd.ending(0, installation.deploy("v2"));
      assertTrue(
          second.output().contains("visitors are on green (2 hosts), away from blue"),
          second.output());
      assertEquals(List.of("8082", "8082"), in());
      CommandEnd back = CommandEnd.ending(0, installation.slipway("rollback", "production"));
      assertTrue(
          back.output().contains("visitors are on blue (2 hosts), away from green"), back.output());
      assertEquals(List.of("8081", "8081"), in());
      System.out.printf(
          "Blue-green on ports: %d visits, none failed%n", BalancedFleet.unharmed(load.stop()));
    }
    balanced.awaitPage("v1\n");
  }

  /** The ports that nginx sends visitors to. */
  private List<String> in() {
    return fleet
        .execute(balanced.balancer().number(), "cat /srv/shop.conf")
        .lines()
        .filter(line -> !line.contains(" down;"))
        .map(line -> line.replaceAll(".*:([0-9]+);", "$1"))
        .toList();
  }
}
