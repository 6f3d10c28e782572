package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.FolderListing;
import io.slipway.testbench.GitRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A fleet of ten on which one version is live and one host is bad: whatever comes of the next
 * deploy, the exit code, the table and the hosts tell the same story.
 */
abstract class OneBadHost {
  static final int HOSTS = 10;
  static final int BAD = 7;

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("faulty");
  final Installation installation = Installation.on(fleet);
  String live = "";

  @BeforeEach
  void deployOneVersion() {
    TwoVersions.in(repository, Map.of("bin/check", "true\n"));
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
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
    live = fleet.state().getFirst().current().orElseThrow();
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  final void allServeTheOldRelease() {
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
