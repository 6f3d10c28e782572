package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker builds what no host could, and every host serves it. */
class WorkerBuildIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);
  @TempDir static Path own;

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("onworker");
  private final Path commands = own.resolve("commands");
  private final Path cache = own.resolve("cache");
  private final Path begun = own.resolve("begun");
  private final Installation installation =
      Installation.on(
          fleet,
          Map.of("SLIPWAY_COMMANDS", commands.toString(), "XDG_CACHE_HOME", cache.toString()));

  @AfterEach
  void close() throws IOException {
    Files.deleteIfExists(begun);
    installation.close();
    repository.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "relay"})
  void every_host_serves_what_the_worker_has_built(String delivery) throws IOException {
    TwoVersions.in(repository, Map.of());
    opens("mkdir out && { cat VERSION; od -An -N16 -tx1 /dev/urandom; } >out/app; echo all built");
    describe(delivery);
    says(
        CommandEnd.ending(0, installation.slipway("plan", "production", "--revision", "v1")),
        "builds (assets), and all hosts get its tree");

    CommandEnd first = CommandEnd.ending(0, installation.deploy("v1"));

    says(first, "the worker builds (assets), and all hosts get its tree");
    final String one = ServedEverywhere.file(fleet, "out/app");
    assertTrue(one.startsWith("v1\n"), one);
    CommandEnd.ending(0, installation.slipway("drift", "production"));
    says(installation.slipway("log", "production", "--step", "build"), "all built");
    CommandEnd.ending(0, installation.deploy("v2"));
    assertTrue(ServedEverywhere.file(fleet, "out/app").startsWith("v2\n"));
    CommandEnd.ending(0, installation.slipway("rollback", "production"));
    assertEquals(one, ServedEverywhere.file(fleet, "out/app"));
    ServedEverywhere.assertNoArchives(fleet);
    assertEquals(List.of(), building());
  }

  @Test
  void a_worker_that_is_killed_in_the_middle_of_the_build_is_replaced_by_another()
      throws IOException {
    TwoVersions.in(repository, Map.of());
    opens(
        "if mkdir %s.first 2>/dev/null; then echo $$ >%s.new; mv %s.new %s; exec sleep 120; fi\n"
                .formatted(begun, begun, begun, begun)
            + "mkdir out && cat VERSION >out/app");
    describe("push");
    try (Program deploy = installation.start("deploy", "production", "--revision", "v1")) {
      Eventually.within(LIMIT, "a build", () -> Files.exists(begun));
      assertEquals(1, building().size());

      installation.workers().getFirst().kill();
      ProcessHandle.of(Long.parseLong(Files.readString(begun).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
      Program other = installation.startWorker();

      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output() + other.output());
    }
    assertEquals("v1\n", ServedEverywhere.file(fleet, "out/app"));
    assertEquals(List.of(), building(), "what was left is swept away");
  }

  @Test
  void a_build_that_fails_leaves_all_hosts_as_they_were() throws IOException {
    TwoVersions.in(repository, Map.of());
    opens("echo no compiler; exit 3");
    describe("push");

    CommandEnd failed = CommandEnd.ending(1, installation.deploy("v1"));

    says(failed, "it ended with status 3, and said last: no compiler");
    says(failed, "The worker builds for all hosts");
    assertTrue(commands.resolve("assets").toFile().setExecutable(false));
    CommandEnd closed = CommandEnd.ending(1, installation.deploy("v1"));
    says(closed, "Steps ask for assets (which is not executable)");
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
          build: {worker: assets, timeout: 3m}
          restart: {run: /opt/fleet/bin/app restart}
        health: {http: "http://{address}:%d/release/VERSION", within: 20s}
        """
            .formatted(readable(), delivery, fleet.host(1).httpPort()),
        "{batches: [1, 100%]}");
  }

  /** What the worker can read, which is not the user of the git server. */
  private Path readable() {
    return repository.copy(installation.folder().resolve("own.git"));
  }

  private void opens(String text) throws IOException {
    Files.createDirectories(commands);
    Path file =
        Files.writeString(commands.resolve("assets"), "#!/bin/sh\nset -e\n%s\n".formatted(text));
    assertTrue(file.toFile().setExecutable(true));
  }

  /** The folders in which the worker builds. */
  private List<String> building() throws IOException {
    try (Stream<Path> all = Files.list(cache.resolve("slipway/repositories/building"))) {
      return all.map(f -> f.getFileName().toString()).filter(n -> n.startsWith("build-")).toList();
    }
  }

  private static void says(CommandEnd end, String words) {
    assertTrue(end.output().replaceAll("\\s+", " ").contains(words), end.output());
  }
}
