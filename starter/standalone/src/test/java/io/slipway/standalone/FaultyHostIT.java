package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.FolderListing;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One bad host among ten: the exit code, the table and the hosts tell the same story, and nobody is
 * left on the new release.
 */
class FaultyHostIT {
  private static final int HOSTS = 10;
  private static final int BAD = 7;

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("faulty");
  private final Installation installation = Installation.on(fleet);
  private String live = "";

  @BeforeEach
  void deployOneVersion() {
    repository.commit("One", Map.of("VERSION", "v1\n", "bin/check", "true\n"));
    repository.tag("v1");
    repository.commit("Two", Map.of("VERSION", "v2\n"));
    repository.tag("v2");
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        linked_dirs: [log]
        steps: {restart: {run: "test ! -e /srv/broken && /opt/fleet/bin/app restart"}}
        health: {command: "test ! -e /srv/unhealthy-$(cat VERSION)", within: 3s}
        """
            .formatted(fleet.gitUrl("faulty")),
        "{batches: [20%, 100%], attempts: 1}");
    CommandEnd first = installation.slipway("deploy", "production", "--revision", "v1");
    assertEquals(0, first.code(), first.output());
    live = fleet.state().getFirst().current().orElseThrow();
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--refuse", "--disk-full", "--fail-cmd mv"})
  void a_host_that_is_broken_before_the_deploy_leaves_all_untouched(String fault) {
    fleet.breakHost(BAD, fault.split(" "));
    // The worker keeps its connections, and these would go on where new ones are refused.
    fleet.breakHost(BAD, "--drop");

    CommandEnd deploy = installation.slipway("deploy", "production", "--revision", "v2");

    assertEquals(1, deploy.code(), deploy.output());
    assertTrue(deploy.output().contains("vm7: tried to "), deploy.output());
    fleet.healAll();
    allServeTheOldRelease();
  }

  @Test
  void hosts_that_are_away_each_in_its_own_way_are_all_named_and_leave_all_untouched() {
    List<String> faults = List.of("--hang", "--blackhole", "--power-off");
    for (int i = 0; i < faults.size(); i++) {
      fleet.breakHost(BAD + i, faults.get(i));
    }

    CommandEnd deploy = installation.slipway("deploy", "production", "--revision", "v2");

    assertEquals(1, deploy.code(), deploy.output());
    for (int i = 0; i < faults.size(); i++) {
      String named = "vm%d: tried to ".formatted(BAD + i);
      assertTrue(deploy.output().contains(named), faults.get(i) + " in " + deploy.output());
    }
    fleet.healAll();
    allServeTheOldRelease();
    CommandEnd again = installation.slipway("deploy", "production", "--revision", "v2");
    assertEquals(0, again.code(), again.output());
  }

  @Test
  void a_host_whose_restart_fails_in_both_directions_is_named() throws IOException {
    Files.writeString(fleet.onDisk(BAD, "/srv/broken"), "");

    CommandEnd deploy = installation.slipway("deploy", "production", "--revision", "v2");

    assertEquals(6, deploy.code(), deploy.output());
    assertTrue(deploy.output().contains("revert failed"), deploy.output());
    List<FleetHostState> states = new ArrayList<>(fleet.state());
    states.forEach(s -> assertEquals(Optional.of(live), s.current(), s.name()));
    // What could not be restarted may still run from the new release, so its files stay.
    assertEquals(2, states.get(BAD - 1).releases().size());
    states.remove(BAD - 1);
    states.forEach(s -> assertEquals(List.of(live), s.releases(), s.name()));
  }

  @Test
  void a_host_that_is_not_healthy_takes_all_back() throws IOException {
    Files.writeString(fleet.onDisk(BAD, "/srv/unhealthy-v2"), "");

    CommandEnd deploy = installation.slipway("deploy", "production", "--revision", "v2");

    assertEquals(3, deploy.code(), deploy.output());
    assertTrue(deploy.output().contains("vm7"), deploy.output());
    allServeTheOldRelease();
  }

  @Test
  void a_first_deploy_that_fails_goes_back_to_nothing() throws IOException {
    fleet.wipe();
    Files.writeString(fleet.onDisk(BAD, "/srv/unhealthy-v1"), "");

    CommandEnd deploy = installation.slipway("deploy", "production", "--revision", "v1");

    assertEquals(3, deploy.code(), deploy.output());
    for (FleetHostState state : fleet.state()) {
      assertEquals(Optional.empty(), state.current(), state.name());
      assertEquals(List.of(), state.releases(), state.name());
    }
  }

  private void allServeTheOldRelease() {
    for (FleetHostState state : fleet.state()) {
      assertEquals(Optional.of(live), state.current(), state.name());
      assertEquals(Optional.of(live), state.served(), state.name());
      assertEquals(List.of(live), state.releases(), state.name());
    }
    for (var host : fleet.hosts()) {
      assertEquals(
          List.of(".slipway", "current", "releases", "repo", "revisions.log", "shared"),
          FolderListing.names(fleet.onDisk(host.number(), "/srv/app")),
          host.name());
    }
  }
}
