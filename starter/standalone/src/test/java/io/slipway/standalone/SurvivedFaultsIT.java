package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a step does on a host happens once, whatever becomes of those who wait for it. */
class SurvivedFaultsIT {
  /** A worker is given up when it has been silent for half a minute. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String MIGRATED = "/srv/migrated";
  private static final String RESTARTED = "/srv/restarted";
  private static final String GO = "/srv/go";
  private static final String WELL = "/srv/well";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("survived");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void deployOneVersion() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps:
          migrate: {run: "cat VERSION >>%s; until [ -e %s ]; do sleep 0.2; done; echo migrated", on: web}
          restart: {run: "cat VERSION >>%s; /opt/fleet/bin/app restart"}
        health: {command: "test -e %s", within: 5m}
        """
            .formatted(fleet.gitUrl("survived"), MIGRATED, GO, RESTARTED, WELL),
        "{batches: [1, 100%]}");
    allow(GO);
    allow(WELL);
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  @Tag("capistrano-ask-4")
  void a_migration_outlives_its_connection_the_server_and_the_worker_and_runs_once() {
    forbid(GO);
    try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
      Eventually.within(LIMIT, "the migration", () -> lines(1, MIGRATED).contains("v2"));

      long logins = logins();
      fleet.breakHost(1, "--drop");
      Eventually.within(LIMIT, "the worker to be back on the host", () -> logins() > logins);

      installation.server().kill();
      installation.server().restart();

      long before = logins();
      installation.workers().getFirst().kill();
      installation.startWorker();
      Eventually.within(LIMIT, "another worker on the host", () -> logins() > before);
      allow(GO);

      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
    }
    assertEquals(List.of("v1", "v2"), lines(1, MIGRATED));
    assertEquals(List.of(), lines(2, MIGRATED));
    allServe("v2");
  }

  @Test
  @Tag("capistrano-ask-6")
  void a_frozen_worker_that_was_replaced_is_refused_by_the_host_when_it_goes_on() {
    forbid(WELL);
    Program frozen = installation.workers().getFirst();
    try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
      Eventually.within(LIMIT, "the switch", () -> lines(1, RESTARTED).contains("v2"));
      installation.startWorker();
      String epoch = read(1, "/srv/app/.slipway/epoch");
      frozen.signal("STOP");
      Eventually.within(
          LIMIT,
          "a newer attempt on the host",
          () -> !read(1, "/srv/app/.slipway/epoch").equals(epoch));

      // It cannot hear from Temporal that it was given up, so that only the host can refuse it.
      signalServer("STOP");
      frozen.signal("CONT");
      frozen.awaitOutput("a newer attempt, of run", LIMIT);
      signalServer("CONT");
      allow(WELL);

      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
    }
    for (int host = 1; host <= 2; host++) {
      assertEquals(List.of("v1", "v2"), lines(host, RESTARTED), "vm" + host);
    }
    assertEquals(List.of("v1", "v2"), lines(1, MIGRATED));
    allServe("v2");
  }

  private void signalServer(String name) {
    String pid = Long.toString(installation.server().pid());
    Program.run(Launch.of("kill", "-" + name, pid), Duration.ofSeconds(5));
  }

  private void allow(String file) {
    fleet.hosts().forEach(host -> fleet.execute(host.number(), "touch " + file));
  }

  private void forbid(String file) {
    fleet.hosts().forEach(host -> fleet.execute(host.number(), "rm " + file));
  }

  private long logins() {
    return read(1, "/var/log/sshd.log")
        .lines()
        .filter(line -> line.contains("Accepted publickey"))
        .count();
  }

  private List<String> lines(int host, String file) {
    return Files.exists(fleet.onDisk(host, file)) ? read(host, file).lines().toList() : List.of();
  }

  private String read(int host, String file) {
    Path path = fleet.onDisk(host, file);
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void allServe(String version) {
    Optional<String> release = fleet.state().getFirst().current();
    assertTrue(release.isPresent());
    for (FleetHostState state : fleet.state()) {
      assertEquals(release, state.current(), state.name());
      assertEquals(release, state.served(), state.name());
    }
    for (int host = 1; host <= 2; host++) {
      assertEquals(
          List.of(version),
          lines(host, "/srv/app/releases/%s/VERSION".formatted(release.orElseThrow())));
    }
  }
}
