package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One host builds what no other could, and every host serves it. */
class BuildOnceIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  @TempDir Path folder;

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("once");
  private final Installation installation = Installation.on(fleet);

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clone", "push", "relay"})
  void every_host_serves_what_one_has_built(String delivery) throws IOException {
    TwoVersions.in(
        repository,
        Map.of(
            "bin/build",
            "mkdir out && { echo \"by $SLIPWAY_HOST\"; od -An -N16 -tx1 /dev/urandom; }"
                + " >out/app\n"));
    describe(delivery);
    CommandEnd plan =
        CommandEnd.ending(0, installation.slipway("plan", "production", "--revision", "v1"));
    says(plan, "build sh bin/build, before all else (on vm1)");
    says(plan, "unpack what vm1 has built: the worker fetches it and pushes");

    CommandEnd first = CommandEnd.ending(0, installation.deploy("v1"));

    says(first, "vm1 builds, and all others get its tree");
    final String one = ServedEverywhere.file(fleet, "out/app");
    assertTrue(one.startsWith("by vm1\n"), one);
    CommandEnd.ending(0, installation.slipway("drift", "production"));
    CommandEnd.ending(0, installation.deploy("v2"));
    String two = ServedEverywhere.file(fleet, "out/app");
    assertTrue(!two.equals(one), two);
    CommandEnd.ending(0, installation.slipway("rollback", "production"));
    assertEquals(one, ServedEverywhere.file(fleet, "out/app"));
    ServedEverywhere.assertNoArchives(fleet);
  }

  @Test
  void a_build_that_fails_leaves_all_hosts_as_they_were() throws IOException {
    TwoVersions.in(repository, Map.of("bin/build", "echo 'no compiler'; exit 3\n"));
    describe("push");

    CommandEnd failed = CommandEnd.ending(1, installation.deploy("v1"));

    says(failed, "It builds for all hosts, and would fail on each; no other has been begun.");
    ServedEverywhere.assertNothing(fleet);
  }

  private void describe(String delivery) {
    installation.describe(
        """
        application: app
        repository: %s
        delivery: %s
        deploy_to: /srv/app
        linked_dirs: [log]
        steps:
          build: {run: sh bin/build, once: true}
          restart: {run: /opt/fleet/bin/app restart}
        health: {http: "http://{address}:%d/release/VERSION", within: 20s}
        """
            .formatted(
                delivery.equals("clone") ? fleet.gitUrl("once") : own(),
                delivery,
                fleet.host(1).httpPort()),
        "{batches: [1, 100%]}");
  }

  /** What the worker can read, which is not the user of the git server. */
  private Path own() {
    return repository.copy(folder.resolve("own.git"));
  }

  private static void says(CommandEnd end, String words) {
    assertTrue(end.output().replaceAll("\\s+", " ").contains(words), end.output());
  }
}
