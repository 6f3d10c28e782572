package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Heard;
import io.slipway.testbench.LoadOnHosts;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten hosts behind a real HAProxy are asked 200 times a second while they are switched. Each is
 * gone for a second in its restart.
 */
class HaProxyDeployIT {
  private static final int PER_SECOND = 200;
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(11);

  private final Fleet fleet = extension.get();
  private final BalancedFleet balanced = new BalancedFleet(fleet);
  private final GitRepository repository = fleet.repository("haproxy");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void serveOneVersion() {
    describe(
        "{haproxy: {socket: /srv/admin.sock, backend: shop}, balancers: [%s], drain_for: 10s, most_out: 30%%}"
            .formatted(balanced.machine()));
    balanced.startHaProxy();
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
    balanced.awaitPage("v1\n");
  }

  private void describe(String traffic) {
    installation.describe(application, "{batches: [1, 100%]}", balanced.hosts(), traffic);
  }

  private final String application = BalancedFleet.application(repository, fleet.gitUrl("haproxy"));

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void no_visitor_notices_a_deploy_nor_a_canary_that_fails() {
    CommandEnd check = installation.slipway("check", "production");
    assertEquals(0, check.code(), check.output());
    assertTrue(check.output().contains("vm11"), check.output());

    try (LoadOnHosts load = balanced.visit(PER_SECOND)) {
      CommandEnd second = installation.deploy("v2");
      assertEquals(0, second.code(), second.output());
      assertTrue(
          second.output().contains("drain, symlink, restart, verify, undrain"), second.output());
      CommandEnd canary = installation.deploy("v3");
      assertEquals(3, canary.code(), canary.output());
      List<Heard> heard = load.stop();

      int asked = BalancedFleet.unharmed(heard);
      int late = heard.stream().mapToInt(Heard::late).sum();
      System.out.printf("HAProxy: %d visits, none failed, %d left out%n", asked, late);
    }
    allIn();
  }

  /** What the detour is for: measured here, so that the other test cannot pass for nothing. */
  @Test
  void without_a_detour_visitors_notice() {
    describe("");
    try (LoadOnHosts load = balanced.visit(PER_SECOND)) {
      CommandEnd second = installation.deploy("v2");
      assertEquals(0, second.code(), second.output());
      int failed = load.stop().stream().mapToInt(Heard::faulty).sum();

      System.out.printf("HAProxy: without a detour %d visits failed%n", failed);
      assertTrue(failed > 0);
    }
  }

  /** Nobody is left out, and nothing is left of what was noted. */
  private void allIn() {
    assertEquals(
        "",
        fleet
            .execute(balanced.balancer().number(), "find /home/deploy/.slipway/traffic/out -type f")
            .strip());
  }
}
