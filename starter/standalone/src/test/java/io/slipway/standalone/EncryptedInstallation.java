package io.slipway.standalone;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A team's Slipway with payload keys, in front of one host. A build speaks until it is let go, and
 * fails for the revision {@code broken}.
 */
final class EncryptedInstallation implements AutoCloseable {
  /** The value of the secret that the build says aloud. */
  static final String SECRET = "canary-of-a-secret-4711";

  /** What only those may read who have a key: of the description, and of what is said. */
  static final List<String> TELLTALES =
      List.of("telltale-repository", "telltale-command", "telltale-said", "/srv/app", SECRET);

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Fleet fleet;
  private final GitRepository repository;
  private final Installation installation;
  private final Path ring;

  private EncryptedInstallation(Fleet fleet, Path folder) {
    this.fleet = fleet;
    this.repository = fleet.repository("telltale-repository");
    this.ring = folder.resolve("ring");
    String unused =
        Program.run(
            Launch.java(
                "io.slipway.standalone.Main", "payload-keys", "new", "--output", ring.toString()),
            LIMIT);
    this.installation =
        Installation.on(
            fleet,
            Map.of(
                "SLIPWAY_PAYLOAD_KEYS", keys(), "SLIPWAY_SECRETS_ENV", "CANARY", "CANARY", SECRET));
  }

  /**
   * @param folder for the key ring
   */
  static EncryptedInstallation on(Fleet fleet, Path folder) {
    EncryptedInstallation made = new EncryptedInstallation(fleet, folder);
    TwoVersions.in(made.repository, Map.of());
    made.repository.commit("Three", Map.of("VERSION", "broken"));
    made.repository.tag("broken");
    made.installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        secrets: {CANARY: 'env:CANARY'}
        steps:
          build:
            run: ': telltale-command; until test -e /srv/go; do echo telltale""-said $CANARY; sleep 1;
              done; test "$(cat VERSION)" != broken'
            secrets: [CANARY]
        """
            .formatted(fleet.gitUrl("telltale-repository")),
        "{attempts: 1}");
    return made;
  }

  Installation installation() {
    return installation;
  }

  /** What SLIPWAY_PAYLOAD_KEYS is set to. */
  String keys() {
    return "file:" + ring;
  }

  /** Lets builds end. */
  void letGo() {
    try {
      Files.writeString(fleet.onDisk(1, "/srv/go"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandEnd deploy(String revision) {
    return installation.slipway(
        "deploy", "production", "--revision", revision, "--payload-keys", keys());
  }

  /** Starts to deploy, and returns at once. */
  Program start(String revision) {
    return installation.start(
        "deploy", "production", "--revision", revision, "--payload-keys", keys());
  }

  @Override
  public void close() {
    installation.close();
    repository.close();
  }
}
