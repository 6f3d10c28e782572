package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person decides about real hosts, and what was left behind is caught up later. */
class PausedDeployIT {
  private static final int HOSTS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("paused");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    describe(
        "2s",
        "{batches: [1, 100%], attempts: 1, on_failure: pause, max_unreachable: 1, unknown_for:"
            + " 10s}");
    CommandEnd.ending(0, installation.deploy("v1"));
  }

  private void describe(String within, String rollout) {
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {build: echo x >> built, restart: /opt/fleet/bin/app restart}
        health: {command: "test ! -e /srv/unhealthy-$(cat VERSION)", within: %s}
        """
            .formatted(fleet.gitUrl("paused"), within),
        rollout);
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void a_failed_host_is_made_anew_another_is_left_out_and_resumed() throws IOException {
    Files.writeString(fleet.onDisk(1, "/srv/unhealthy-v2"), "");
    Files.writeString(fleet.onDisk(3, "/srv/unhealthy-v2"), "");
    try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
      deploy.awaitOutput("PAUSED. Could not activate vm1", LIMIT);
      Files.delete(fleet.onDisk(1, "/srv/unhealthy-v2"));
      CommandEnd.ending(0, installation.slipway("retry", "production", "--from", "checkout"));
      deploy.awaitOutput("PAUSED. Could not activate vm3", LIMIT);
      CommandEnd.ending(0, installation.slipway("exclude", "production", "--host", "vm3"));

      assertEquals(8, deploy.awaitExit(LIMIT), deploy.output());
      assertTrue(deploy.output().contains("but not on vm3 (failed, put back)"), deploy.output());
    }
    List<FleetHostState> states = fleet.state();
    String old = states.get(2).current().orElseThrow();
    String fresh = states.getFirst().current().orElseThrow();
    assertTrue(fresh.compareTo(old) > 0);
    assertEquals(List.of(old), states.get(2).releases(), "nothing is left of it on vm3");
    assertEquals("x", fleet.execute(1, "cat /srv/app/current/built").strip(), "built once anew");

    Files.delete(fleet.onDisk(3, "/srv/unhealthy-v2"));
    CommandEnd.ending(0, installation.slipway("deploy", "production", "--resume-failed"));
    allServe(fresh);
    CommandEnd.ending(0, installation.slipway("drift", "production"));
  }

  @Test
  @Tag("capistrano-ask-3")
  void a_host_that_is_away_is_left_behind_and_mended_by_the_next_run() {
    fleet.breakHost(2, "--power-off");

    CommandEnd without = CommandEnd.ending(8, installation.deploy("v2"));
    assertTrue(without.output().contains("but not on vm2 (away)"), without.output());
    CommandEnd.ending(9, installation.slipway("drift", "production", "--host", "vm2"));
    assertTrue(
        installation.slipway("status", "production").output().contains("vm2 of production is in"),
        "the quarantine is shown");

    fleet.heal(2);
    CommandEnd repair =
        CommandEnd.ending(0, installation.slipway("drift", "production", "--repair", "--yes"));
    assertTrue(repair.output().contains("which is missing: vm2"), repair.output());
    assertTrue(repair.output().contains("is put back first"), repair.output());
    allServe(fleet.state().getFirst().current().orElseThrow());
  }

  @Test
  void a_person_pauses_it_between_hosts_and_it_goes_on_when_resumed() throws IOException {
    String old = fleet.state().getFirst().current().orElseThrow();
    // Not well until the pause is in force: the first host is in work for as long.
    Files.writeString(fleet.onDisk(1, "/srv/unhealthy-v2"), "");
    describe("60s", "{batches: [1]}");
    try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
      deploy.awaitOutput("activate 1 host", LIMIT);
      CommandEnd pause =
          CommandEnd.ending(0, installation.slipway("pause", "production", "--reason", "lunch"));
      assertTrue(pause.output().contains("slipway resume production"), pause.output());
      Files.delete(fleet.onDisk(1, "/srv/unhealthy-v2"));
      deploy.awaitOutput("activate: 1 done", LIMIT);
      String status = installation.slipway("status", "production").output();
      assertTrue(status.contains("Paused by"), status);
      for (int i = 1; i < HOSTS; i++) {
        assertEquals(Optional.of(old), fleet.state().get(i).served());
      }
      CommandEnd.ending(0, installation.slipway("resume", "production"));

      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
    }
    allServe(fleet.state().getFirst().current().orElseThrow());
  }

  private void allServe(String release) {
    for (FleetHostState state : fleet.state()) {
      assertEquals(Optional.of(release), state.current(), state.name());
      assertEquals(Optional.of(release), state.served(), state.name());
    }
  }
}
