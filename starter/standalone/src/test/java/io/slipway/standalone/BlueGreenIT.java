package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Heard;
import io.slipway.testbench.LoadOnHosts;
import io.slipway.testbench.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Five blue hosts and five green ones behind a real HAProxy, which is asked 200 times a second. A
 * restart takes a host away for a second, so that whoever is on it would notice.
 */
class BlueGreenIT {
  private static final int PER_SECOND = 200;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<String> BLUE = List.of("vm1", "vm2", "vm3", "vm4", "vm5");
  private static final List<String> GREEN = List.of("vm10", "vm6", "vm7", "vm8", "vm9");

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(11);

  private final Fleet fleet = extension.get();
  private final BalancedFleet balanced = new BalancedFleet(fleet);
  private final GitRepository repository = fleet.repository("colors");
  private final Installation installation = Installation.on(fleet);
  private final String application = BalancedFleet.application(repository, fleet.gitUrl("colors"));

  @BeforeEach
  void serveOneVersion() {
    // Well on its hosts, but not what visitors should have.
    repository.commit(
        "Unsound", Map.of("page", "v2\n", "up", "1\n", "healthy", "1\n", "unsound", "1\n"));
    repository.tag("v4");
    describe("0s");
    balanced.startHaProxy();
    deploy("v1", "the run works on blue (5 hosts)", "visitors are on blue (5 hosts)");
    balanced.awaitPage("v1\n");
    assertEquals(GREEN, out());
  }

  private void describe(String bake) {
    installation.describe(
        application,
        """
        {blue_green: {blue: {tag: blue}, green: {tag: green}, bake: %s,
              checks: [{name: sound, command: "! test -f unsound", interval: 1s, count: 2}]}}\
        """
            .formatted(bake),
        balanced.hosts(),
        "{haproxy: {socket: /srv/admin.sock, backend: shop}, balancers: [%s], drain_for: 10s}"
            .formatted(balanced.machine()),
        host -> ", tags: [%s]".formatted(color(host)));
  }

  private static String color(FleetHost host) {
    return host.number() <= 5 ? "blue" : "green";
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void no_visitor_notices_a_deploy_either_way_nor_a_rollback_nor_a_check_that_fails() {
    try (LoadOnHosts load = balanced.visit(PER_SECOND)) {
      CommandEnd plan = CommandEnd.ending(0, plan());
      assertTrue(
          plan.output().contains("Deploys to green (5 hosts), then moves visitors from blue."),
          plan.output());
      deploy("v2", "visitors are on green (5 hosts), away from blue", "check sound: PASS");
      assertEquals(BLUE, out());
      CommandEnd check = CommandEnd.ending(0, installation.slipway("check", "production"));
      assertTrue(!check.output().contains("out:"), check.output());
      deploy("v1", "visitors are on blue (5 hosts), away from green");
      assertEquals(GREEN, out());

      CommandEnd back = CommandEnd.ending(0, installation.slipway("rollback", "production"));
      assertTrue(back.output().contains("visitors are on green (5 hosts)"), back.output());
      assertTrue(!back.output().contains("restart"), back.output());
      assertEquals(BLUE, out());

      CommandEnd unsound = CommandEnd.ending(3, installation.deploy("v4"));
      assertTrue(
          unsound.output().contains("visitors are back on green, away from blue"),
          unsound.output());
      assertTrue(unsound.output().contains("Blue's check sound failed"), unsound.output());
      CommandEnd ill = CommandEnd.ending(3, installation.deploy("v3"));
      assertTrue(!ill.output().contains("away from green"), ill.output());
      assertEquals(BLUE, out());

      CommandEnd status = CommandEnd.ending(0, installation.slipway("status", "production"));
      assertTrue(
          status
              .output()
              .contains("production: visitors are on green; the next deploy goes to blue."),
          status.output());
      CommandEnd drift = CommandEnd.ending(0, installation.slipway("drift", "production"));
      assertTrue(drift.output().contains("as they should be"), drift.output());
      report(load.stop());
    }
  }

  private CommandEnd plan() {
    return installation.slipway("plan", "production", "--revision", "v2");
  }

  @Test
  void a_worker_that_is_killed_and_a_run_that_is_terminated_leave_exactly_one_half_in() {
    describe("1m");
    try (LoadOnHosts load = balanced.visit(PER_SECOND)) {
      try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
        deploy.awaitOutput("activate: 5 done", LIMIT);
        installation.workers().getFirst().kill();
        Program unused = installation.startWorker();
        deploy.awaitOutput("visitors are on green (5 hosts), away from blue", LIMIT);
        assertEquals(BLUE, out());
        try (RawTemporal temporal = new RawTemporal(installation.server())) {
          temporal.terminate("Deploy");
        }
        Eventually.within(LIMIT, "visitors to be back on blue", () -> out().equals(GREEN));
      }
      Eventually.within(
          LIMIT,
          "the recovery to have ended",
          () -> installation.slipway("status", "production").output().contains("reverted"));
      assertEquals(GREEN, out());
      balanced.awaitPage("v1\n");
      report(load.stop());
    }
    describe("0s");
    deploy("v2", "visitors are on green (5 hosts), away from blue");
    assertEquals(BLUE, out());
  }

  private static void report(List<Heard> heard) {
    System.out.printf("Blue-green: %d visits, none failed%n", BalancedFleet.unharmed(heard));
  }

  private void deploy(String revision, String... said) {
    CommandEnd end = CommandEnd.ending(0, installation.deploy(revision));
    for (String text : said) {
      assertTrue(end.output().contains(text), end.output());
    }
  }

  /** Hosts that Slipway has taken out, by its notes beside the balancer. */
  private List<String> out() {
    return fleet
        .execute(
            balanced.balancer().number(), "cd /home/deploy/.slipway/traffic/out && find . -type f")
        .lines()
        .map(line -> line.substring(line.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }
}
