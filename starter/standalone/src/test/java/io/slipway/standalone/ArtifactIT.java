package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.FleetHostState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Archives that were built before go from a web server by the worker to hosts without git. */
class ArtifactIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final Installation installation = Installation.on(fleet);
  private final Builds builds = new Builds();

  @TempDir Path folder;

  @BeforeEach
  void build() throws IOException {
    builds.publish(folder, "1.0");
    builds.publish(folder, "2.0");
    describe("push");
  }

  @AfterEach
  void close() {
    installation.close();
    builds.close();
  }

  private void describe(String delivery) {
    describe(delivery, "");
  }

  /**
   * @param more keys of the artifact, each in a line of its own
   */
  private void describe(String delivery, String more) {
    installation.describe(
        """
        application: app
        artifact:
          url: %s/app-{revision}.tar.gz
          sha256: "{url}.sha256"
          strip: 1
        %sdelivery: %s
        deploy_to: /srv/app
        linked_dirs: [log]
        steps: {restart: {run: /opt/fleet/bin/app restart}}
        health: {http: "http://{address}:%d/release/VERSION", within: 20s}
        """
            .formatted(builds.url(), more, delivery, fleet.host(1).httpPort()),
        "{batches: [1]}");
  }

  @Test
  void is_deployed_deployed_again_repaired_and_rolled_back() throws IOException {
    CommandEnd check =
        CommandEnd.ending(0, installation.slipway("check", "production", "--revision", "1.0"));
    says(
        check,
        "1.0 is %s/app-1.0.tar.gz, with SHA-256 %s".formatted(builds.url(), builds.sum("1.0")));
    CommandEnd.ending(0, installation.deploy("1.0"));
    final String one = servedEverywhere("1.0");

    CommandEnd plan =
        CommandEnd.ending(0, installation.slipway("plan", "production", "--revision", "2.0"));
    says(
        plan,
        "the worker reads %s/app-2.0.tar.gz, which must have SHA-256 %s, and pushes"
            .formatted(builds.url(), builds.sum("2.0")));
    CommandEnd.ending(0, installation.deploy("2.0"));
    final String two = servedEverywhere("2.0");
    says(
        CommandEnd.ending(0, installation.slipway("releases", "production")),
        builds.sum("2.0").substring(0, 7));
    CommandEnd.ending(0, installation.slipway("drift", "production"));

    String unused = fleet.execute(2, "echo 3 > /srv/app/releases/%s/VERSION".formatted(two));
    CommandEnd.ending(9, installation.slipway("drift", "production"));
    builds.publish(folder, "2.0", "another 2.0");
    CommandEnd refused =
        CommandEnd.ending(1, installation.slipway("drift", "production", "--repair", "--yes"));
    says(refused, "it was changed meanwhile");
    builds.publish(folder, "2.0");
    CommandEnd.ending(0, installation.slipway("drift", "production", "--repair", "--yes"));

    CommandEnd.ending(0, installation.slipway("rollback", "production", "--to", one));
    assertEquals(one, servedEverywhere("1.0"));
  }

  @Test
  void is_handed_on_by_hosts() throws IOException {
    describe("relay");
    CommandEnd.ending(0, installation.deploy("1.0"));
    String unused = servedEverywhere("1.0");
  }

  @Test
  void what_cannot_be_had_or_was_changed_touches_no_host() throws IOException {
    CommandEnd missing = CommandEnd.ending(1, installation.deploy("9.0"));
    says(missing, "there is no such artifact");
    says(missing, builds.url() + "/app-9.0.tar.gz.sha256");
    CommandEnd odd = CommandEnd.ending(1, installation.deploy("../1.0"));
    says(odd, "no version of an artifact is named '../1.0'");

    builds.afterNextLook(() -> builds.publish(folder, "2.0", "another 2.0"));
    CommandEnd changed = CommandEnd.ending(1, installation.deploy("2.0"));
    says(changed, "it was changed meanwhile");

    fleet.state().forEach(state -> assertTrue(state.current().isEmpty(), state.name()));
    builds.failing(2);
    CommandEnd.ending(0, installation.deploy("1.0"));
    String unused = servedEverywhere("1.0");
  }

  @Test
  void what_nobody_has_signed_who_may_touches_no_host() throws IOException {
    SigningKeys keys = new SigningKeys(folder);
    Path ci = keys.make("ci");
    Path stranger = keys.make("stranger");
    describe("push", "  signers: ['%s']\n".formatted(SigningKeys.pub(ci).strip()));

    says(CommandEnd.ending(1, installation.deploy("1.0")), "it has none: nothing is at");
    builds.sign(folder, "1.0", stranger);
    says(
        CommandEnd.ending(1, installation.deploy("1.0")),
        "that artifact.signers does not name: ssh-ed25519 " + SigningKeys.fingerprint(stranger));
    builds.sign(folder, "1.0", ci);
    builds.publish(folder, "1.0", "another 1.0");
    says(
        CommandEnd.ending(1, installation.deploy("1.0")),
        "is no good one of an archive with SHA-256 " + builds.sum("1.0"));
    fleet.state().forEach(state -> assertTrue(state.current().isEmpty(), state.name()));
    assertFalse(Files.exists(fleet.onDisk(1, "/srv/app/releases")));

    builds.publish(folder, "1.0");
    says(
        CommandEnd.ending(0, installation.slipway("check", "production", "--revision", "1.0")),
        ", with SHA-256 %s, signed by ".formatted(builds.sum("1.0")));
    CommandEnd.ending(0, installation.deploy("1.0"));
    String unused = servedEverywhere("1.0");
  }

  private static void says(CommandEnd end, String words) {
    assertTrue(end.output().replaceAll("\\s+", " ").contains(words), end.output());
  }

  /** The one release that all hosts have as current and serve; it must be of this version. */
  private String servedEverywhere(String version) throws IOException {
    Optional<String> release = fleet.state().getFirst().current();
    assertTrue(release.isPresent(), "no host has a release");
    for (FleetHostState state : fleet.state()) {
      assertEquals(release, state.current(), state.name());
      assertEquals(release, state.served(), state.name());
    }
    for (FleetHost host : fleet.hosts()) {
      Path tree = fleet.onDisk(host.number(), "/srv/app/releases/" + release.get());
      assertEquals(version, Files.readString(tree.resolve("VERSION"), UTF_8).strip(), host.name());
      assertEquals(builds.sum(version), Files.readString(tree.resolve("REVISION"), UTF_8).strip());
      assertFalse(Files.exists(tree.resolve("REVISION_TIME")));
      assertTrue(Files.isExecutable(tree.resolve("bin/run")));
    }
    return release.get();
  }
}
