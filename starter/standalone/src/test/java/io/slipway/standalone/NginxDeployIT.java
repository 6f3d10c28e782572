package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Heard;
import io.slipway.testbench.LoadOnHosts;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten hosts behind a real nginx are asked 200 times a second while they are switched. */
class NginxDeployIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(11);

  private final Fleet fleet = extension.get();
  private final BalancedFleet balanced = new BalancedFleet(fleet);
  private final GitRepository repository = fleet.repository("nginx");
  private final Installation installation = Installation.on(fleet);

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void no_visitor_notices_a_deploy_nor_a_canary_that_fails() {
    installation.describe(
        BalancedFleet.application(repository, fleet.gitUrl("nginx")),
        "{batches: [1, 100%]}",
        balanced.hosts(),
        """
        {nginx: {include: /srv/shop.conf, server: '{address}:8080', pid: /srv/nginx.pid,
          reload: /usr/sbin/nginx -c /srv/nginx.conf -s reload}, balancers: [%s], drain_for: 10s}\
        """
            .formatted(balanced.machine())
            .replace("\n", " "));
    balanced.startNginx();
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
    balanced.awaitPage("v1\n");

    try (LoadOnHosts load = balanced.visit(200)) {
      CommandEnd second = installation.deploy("v2");
      assertEquals(0, second.code(), second.output());
      CommandEnd canary = installation.deploy("v3");
      assertEquals(3, canary.code(), canary.output());
      List<Heard> heard = load.stop();

      System.out.printf("nginx: %d visits, none failed%n", BalancedFleet.unharmed(heard));
    }
    String servers = fleet.execute(balanced.balancer().number(), "cat /srv/shop.conf");
    assertFalse(servers.contains("down"), servers);
  }
}
