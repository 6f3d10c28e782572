package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All that commands say on hosts is shown, to those who may look, wherever it is kept. */
class LogIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SECRET = "canary-8b1f0c77-of-the-log";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("log");
  private final Installation installation =
      Installation.on(fleet, Map.of("SLIPWAY_SECRETS_ENV", "CANARY", "CANARY", SECRET));

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  private void describe(String build, boolean secret) {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        %s
        steps:
          build: {run: '%s'%s}
          restart: {run: 'echo restarting; test "$(cat VERSION)" != v2 || exit 4'}
        """
            .formatted(
                fleet.gitUrl("log"),
                secret ? "secrets: {CANARY: 'env:CANARY'}" : "",
                build,
                secret ? ", secrets: [CANARY]" : ""),
        "{batches: [100%], max_failures: 0}");
  }

  private CommandEnd log(String... arguments) {
    return installation.slipway(
        Stream.concat(Stream.of("log"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void much_is_shown_whole_without_secrets_and_by_every_name_of_the_run() throws IOException {
    describe("seq 30000; echo mine is $CANARY; echo on $SLIPWAY_HOST", true);
    String host = fleet.hosts().getFirst().name();
    String deployed = CommandEnd.ending(0, installation.deploy("v1")).output();
    CommandEnd whole = CommandEnd.ending(0, log("production", "--host", host, "--step", "build"));
    List<String> lines = whole.output().lines().toList();
    assertEquals(
        IntStream.rangeClosed(1, 30_000).mapToObj(Integer::toString).toList(),
        lines.subList(0, 30_000),
        deployed);
    assertEquals(List.of("mine is [secret]", "on " + host), lines.subList(30_000, lines.size()));
    nothingHoldsTheSecret();

    String all = CommandEnd.ending(0, log()).output();
    String words = all.lines().filter(l -> !l.matches(".*[0-9]")).collect(joining("\n"));
    for (FleetHost each : fleet.hosts()) {
      String name = each.name();
      assertTrue(all.matches("(?s).*%s build +\\| on %s\n.*".formatted(name, name)), words);
      assertTrue(all.matches("(?s).*%s restart +\\| restarting(\n.*)?".formatted(name)), words);
    }

    List<JsonNode> told = json(log("--output", "json", "--step", "restart"));
    assertEquals(2, told.size());
    JsonNode first = told.getFirst();
    assertEquals("log", first.get("type").asText());
    assertEquals("restarting", first.get("line").asText());
    String run = first.get("run").asText();
    String id = run.substring(run.lastIndexOf('/') + 1);
    assertEquals(all, CommandEnd.ending(0, log(run)).output());
    assertEquals(all, CommandEnd.ending(0, log(id)).output());
    assertEquals(all, CommandEnd.ending(0, log(run, "--follow")).output(), "it is over");
    assertTrue(CommandEnd.ending(2, log("20200101000000")).output().contains("slipway history"));
    String failed = CommandEnd.ending(3, installation.deploy("v2")).output();
    assertTrue(failed.contains("All that it has said: slipway log 2"), failed);
  }

  private void nothingHoldsTheSecret() throws IOException {
    try (Stream<Path> files = Files.walk(installation.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file, ISO_8859_1).contains(SECRET), file.toString());
      }
    }
    assertFalse(installation.server().holds(SECRET));
  }

  private static List<JsonNode> json(CommandEnd end) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : CommandEnd.ending(0, end).output().lines().toList()) {
      nodes.add(mapper.readTree(line));
    }
    return nodes;
  }

  @Test
  void it_is_followed_to_the_end_of_the_run_while_the_worker_is_killed_and_another_takes_over() {
    describe(
        "echo begun; until test -e /srv/go; do sleep 0.2; done; echo gone on; until test -e"
            + " /srv/end; do sleep 0.2; done; echo ended",
        false);
    try (Program deploy =
        installation.start("deploy", "production", "--revision", "v1", "--host", host(1))) {
      Eventually.within(LIMIT, "a run", () -> log("production").output().contains("begun"));
      try (Program follow =
          installation.start("log", "production", "--follow", "--step", "build")) {
        Eventually.within(LIMIT, "its first line", () -> follow.output().contains("begun"));
        touch("/srv/go");
        Eventually.within(LIMIT, "its second line", () -> follow.output().contains("gone on"));
        installation.workers().getFirst().kill();
        Program other = installation.startWorker();
        assertTrue(other.isAlive());
        touch("/srv/end");
        assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
        assertEquals(0, follow.awaitExit(LIMIT), follow.output());
        assertEquals(
            List.of("begun", "gone on", "ended"),
            follow
                .output()
                .lines()
                .filter(l -> l.contains(" | "))
                .map(l -> l.substring(l.indexOf("| ") + 2))
                .toList(),
            follow.output());
      }
    }
  }

  private String host(int number) {
    return fleet.hosts().get(number - 1).name();
  }

  private void touch(String path) {
    try {
      Files.writeString(fleet.onDisk(1, path), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
