package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.InstalledSlipway;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The machine of the local engine dies, and what it knew comes back from a backup. */
class BackupIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("backup");
  private final TemporaryFolder folder = new TemporaryFolder("backup");
  private final Path state = folder.path().resolve("state");
  private final Path backup = folder.path().resolve("engine.zip");

  @AfterEach
  void close() {
    try (Program stop = slipway("server", "stop")) {
      int unused = stop.awaitExit(LIMIT);
    }
    folder.close();
    repository.close();
  }

  @Test
  void a_run_that_waited_when_it_was_written_goes_on_after_it_is_restored() throws IOException {
    Requirements.temporal();
    TwoVersions.in(repository, Map.of());
    write("");
    says(4, "nothing was ever run", "server", "backup", backup.toString());
    says(0, "v1", "deploy", "production", "--revision", "v1");
    write("    approvals: {quorum: 1, not_initiator: false}\n");
    says(0, "has begun", "deploy", "production", "--revision", "v2", "--detach");
    awaitsApproval();

    says(0, "Written: " + backup, "server", "backup", backup.toString());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
    says(0, "Temporal ", "server", "status");
    says(4, "exists already", "server", "backup", backup.toString());
    says(4, "Stop it first", "server", "restore", backup.toString());

    says(0, "stopped", "server", "stop");
    says(4, "--replace moves it aside", "server", "restore", backup.toString());
    says(1, "it holds no temporal.db", "server", "restore", "--replace", notOne().toString());
    lose();
    says(0, "Restored", "server", "restore", backup.toString());

    awaitsApproval();
    says(0, "is live on", "approve", "production", "--wait");
    for (FleetHost host : fleet.hosts()) {
      assertEquals("v2", fleet.execute(host.number(), "cat /srv/app/current/VERSION").strip());
    }
    says(0, "v1", "history", "production");
  }

  private void awaitsApproval() {
    Eventually.within(
        LIMIT,
        "a run that waits for approval",
        () -> {
          try (Program status = slipway("status", "production")) {
            int unused = status.awaitExit(LIMIT);
            return status.output().contains("slipway approve production");
          }
        });
  }

  private Path notOne() throws IOException {
    Path jar = folder.path().resolve("other.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("readme"));
    }
    return jar;
  }

  private void lose() throws IOException {
    try (Stream<Path> files = Files.list(state.resolve("engine"))) {
      for (Path file : files.filter(f -> f.toString().contains("temporal.db")).toList()) {
        Files.delete(file);
      }
    }
  }

  private void says(int code, String told, String... arguments) {
    try (Program program = slipway(arguments)) {
      int exit = program.awaitExit(LIMIT);
      String output = program.output();
      assertEquals(code, exit, output);
      assertTrue(output.contains(told), () -> "no '%s' in\n%s".formatted(told, output));
    }
  }

  private Program slipway(String... arguments) {
    return Program.start(
        InstalledSlipway.launch(arguments)
            .in(folder.path())
            .with("SLIPWAY_STATE", state.toString()));
  }

  private void write(String more) throws IOException {
    String hosts =
        fleet.hosts().stream()
            .map(
                h ->
                    "      - {name: %s, address: %s, port: %d, roles: [app]}%n"
                        .formatted(h.name(), h.address(), h.port()))
            .collect(Collectors.joining());
    Path unused =
        Files.writeString(
            folder.path().resolve("slipway.yml"),
            """
            application: backup
            repository: %s
            deploy_to: /srv/app
            steps:
              restart: {run: /opt/fleet/bin/app restart}
            stages:
              production:
                ssh: {user: deploy, identities: ["%s"], known_hosts: ["%s"]}
            %s    hosts:
            %s\
            """
                .formatted(
                    fleet.gitUrl("backup"), fleet.privateKey(), fleet.knownHosts(), more, hosts));
  }
}
