package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One host is of a site, the other is not. */
class SitesIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  /** Temporal takes somebody for a poller for a while who is one no longer. */
  private static final Duration SILENCE = Duration.ofMinutes(4);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("sites");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        """
            .formatted(fleet.gitUrl("sites")),
        "{batches: [100%]}",
        fleet.hosts(),
        "",
        host -> host.number() == 1 ? ", site: north" : "");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void only_workers_of_a_site_speak_to_its_hosts_and_nothing_is_asked_for_without_them() {
    CommandEnd doctor = CommandEnd.ending(1, installation.slipway("doctor"));
    assertTrue(doctor.output().contains("slipway worker --site north"), doctor.output());
    CommandEnd refused = CommandEnd.ending(5, installation.deploy("v1"));
    assertTrue(
        refused.output().contains("nobody else reaches the host of site north. Start one there"),
        refused.output());
    assertTrue(refused.output().contains("Nothing was asked for"), refused.output());

    Program unused = installation.startWorker("--site", "north");
    CommandEnd.ending(0, installation.deploy("v1"));
    CommandEnd.ending(0, installation.deploy("v2"));
    CommandEnd.ending(0, installation.slipway("rollback", "production"));
    for (int host = 1; host <= 2; host++) {
      assertTrue(fleet.execute(host, "cat /srv/app/current/VERSION").startsWith("v1"), "" + host);
    }
    String elsewhere = installation.metrics();
    assertTrue(elsewhere.contains("task_queue=\"slipway-hosts\""), elsewhere);
    assertFalse(elsewhere.contains("slipway-hosts-north"), elsewhere);
  }

  @Test
  void a_run_whose_site_loses_its_only_worker_says_so_and_goes_on_with_the_next_one() {
    Program lost = installation.startWorker("--site", "north");
    CommandEnd.ending(0, installation.deploy("v1"));
    lost.kill();

    Program deploy = installation.start("deploy", "production", "--revision", "v2");
    deploy.awaitOutput("No worker polls task queue slipway-hosts-north", SILENCE);
    Program unused = installation.startWorker("--site", "north");
    deploy.awaitOutput("A worker is there again.", SILENCE);

    assertEquals(0, deploy.awaitExit(SILENCE), deploy.output());
    assertTrue(fleet.execute(1, "cat /srv/app/current/VERSION").startsWith("v2"));
  }
}
