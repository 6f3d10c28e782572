package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A command on a real host does not end, and is ended there when the host's time is over. */
class HostDeadlineIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("hanging");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    TwoVersions.in(
        repository,
        Map.of(
            "bin/restart",
            """
            #!/bin/sh
            [ ! -e "/srv/hang-$(cat VERSION)" ] || { touch /srv/hanging; sleep 3607; }
            /opt/fleet/bin/app restart
            """));
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {restart: sh bin/restart}
        """
            .formatted(fleet.gitUrl("hanging")),
        "{batches: [100%], max_failures: 1, host_deadline: 20s}");
    CommandEnd unused = CommandEnd.ending(0, installation.deploy("v1"));
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void the_host_is_put_back_and_nothing_goes_on_there() throws IOException {
    Files.writeString(fleet.onDisk(2, "/srv/hang-v2"), "");
    List<FleetHostState> before = fleet.state();

    CommandEnd end = CommandEnd.ending(8, installation.deploy("v2"));

    assertTrue(
        end.output().contains("vm2: tried to activate, but it was not done within 20 s"),
        end.output());
    assertTrue(Files.exists(fleet.onDisk(2, "/srv/hanging")), "it has hung");
    assertNotEquals(before.get(0).served(), fleet.state().get(0).served(), end.output());
    assertEquals(before.get(1).served(), fleet.state().get(1).served(), end.output());
    assertEquals(List.of(), hanging());
  }

  private static List<String> hanging() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.endsWith("sleep 3607"))
        .toList();
  }
}
