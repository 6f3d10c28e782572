package io.slipway.bench.chaos;

import io.slipway.testbench.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The slipway.yml of a fleet, with a migration and batches, so that every phase can be hit. */
final class ChaosFile {
  static final String APPLICATION = "app";
  static final String STAGE = "chaos";
  static final String DEPLOY_TO = "/srv/app";

  /** A host that has this file fails its health check, whatever it serves. */
  static final String DOOM = "/tmp/doomed";

  /** The sample's own: it leaves a line each time. */
  static final String MIGRATION = "bin/migrate";

  private ChaosFile() {}

  /**
   * @param migration the command of step {@code migrate}
   * @param attempts how often what may pass is tried
   */
  static void write(Path file, Fleet fleet, String migration, int attempts) {
    String hosts =
        fleet.hosts().stream()
            .map(
                host ->
                    "      - {name: %s, address: %s, port: %d, roles: [app]}"
                        .formatted(host.name(), host.address(), host.port()))
            .collect(Collectors.joining("\n"));
    String text =
        """
        application: %s
        repository: %s
        deploy_to: %s
        linked_dirs: [log]
        linked_files: [config/app.env]
        steps:
          migrate: {run: "%s", undo: "true", on: app}
          restart: {run: /opt/fleet/bin/app restart, on: app}
        health: {command: "busybox wget -q -O - http://{address}:%d/release/VERSION && test ! -e %s", within: 5s}
        stages:
          %s:
            ssh: {user: deploy, identities: ["%s"], known_hosts: ["%s"]}
            rollout: {batches: [1, 30%%, 100%%], attempts: %d, max_unreachable: 1, unknown_for: 20s}
            hosts:
        %s
        """
            .formatted(
                APPLICATION,
                fleet.gitUrl(APPLICATION),
                DEPLOY_TO,
                migration,
                fleet.host(1).httpPort(),
                DOOM,
                STAGE,
                fleet.privateKey(),
                fleet.knownHosts(),
                attempts,
                hosts);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + file, e);
    }
  }
}
