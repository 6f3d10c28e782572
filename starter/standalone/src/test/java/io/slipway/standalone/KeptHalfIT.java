package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.LoadOnHosts;
import io.slipway.testbench.Program;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The half of a stage that visitors have left is stopped a few seconds later, behind HAProxy. */
class KeptHalfIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private final Fleet fleet = extension.get();
  private final BalancedFleet balanced = new BalancedFleet(fleet);
  private final GitRepository repository = fleet.repository("kept");
  private final Installation installation = Installation.on(fleet);
  private final String application = BalancedFleet.application(repository, fleet.gitUrl("kept"));

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  private void describe(String keep) {
    installation.describe(
        application,
        """
        {blue_green: {blue: {tag: blue}, green: {tag: green}, keep: %s,
              retire: '/opt/fleet/bin/app stop; echo $SLIPWAY_COLOR $SLIPWAY_RELEASE >>/srv/retired'}}\
        """
            .formatted(keep),
        balanced.hosts(),
        "{haproxy: {socket: /srv/admin.sock, backend: shop}, balancers: [%s], drain_for: 5s}"
            .formatted(balanced.machine()),
        host -> ", tags: [%s]".formatted(host.number() == 1 ? "blue" : "green"));
  }

  @Test
  void visitors_notice_neither_the_end_of_the_old_half_nor_the_way_back_to_it() {
    describe("10s");
    balanced.startHaProxy();
    CommandEnd first = CommandEnd.ending(0, installation.deploy("v1"));
    assertTrue(first.output().contains("visitors are on blue (1 host)"), first.output());
    balanced.awaitPage("v1\n");

    try (LoadOnHosts load = balanced.visit(100)) {
      CommandEnd plan =
          CommandEnd.ending(0, installation.slipway("plan", "production", "--revision", "v2"));
      assertTrue(
          plan.output().contains("blue for 10 s, if nothing else is done then: /opt/fleet/bin/app"),
          plan.output());
      CommandEnd second = CommandEnd.ending(0, installation.deploy("v2"));
      assertTrue(second.output().contains("away from blue"), second.output());
      // The time is kept by the stage, and by no worker.
      installation.workers().getFirst().kill();
      Program unused = installation.startWorker();
      awaitStatus("production: blue was retired at");
      assertEquals("stopped", app(balanced.hosts().getFirst()));
      assertEquals("serving", app(balanced.hosts().getLast()));
      assertTrue(retired(balanced.hosts().getFirst()).startsWith("blue 2"));
      CommandEnd history = CommandEnd.ending(0, installation.slipway("history", "production"));
      assertTrue(history.output().contains("retirement of blue"), history.output());

      describe("1h");
      CommandEnd back = CommandEnd.ending(0, installation.slipway("rollback", "production"));
      assertTrue(back.output().contains("visitors are on blue (1 host)"), back.output());
      assertEquals("serving", app(balanced.hosts().getFirst()));
      awaitStatus("production: green is kept for an instant way back until");
      System.out.printf("Kept half: %d visits, none failed%n", BalancedFleet.unharmed(load.stop()));
    }
    balanced.awaitPage("v1\n");
    assertEquals("", retired(balanced.hosts().getLast()));
  }

  private void awaitStatus(String line) {
    Eventually.within(
        LIMIT, line, () -> installation.slipway("status", "production").output().contains(line));
  }

  private String app(FleetHost host) {
    return fleet
        .execute(
            host.number(),
            "pid=$(cat /run/fleet/www/.pid 2>/dev/null) && kill -0 $pid && echo serving || echo"
                + " stopped")
        .strip();
  }

  private String retired(FleetHost host) {
    return fleet.execute(host.number(), "cat /srv/retired 2>/dev/null || true").strip();
  }
}
