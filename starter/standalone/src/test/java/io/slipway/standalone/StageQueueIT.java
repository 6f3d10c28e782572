package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.Initiator;
import io.slipway.starter.command.CommandTree;
import io.slipway.starter.command.Interrupts;
import io.slipway.starter.command.Surroundings;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** Fifty command lines at the same instant, each over a connection of its own to a real server. */
class StageQueueIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final int ASKERS = 50;
  private static final int LINE = 20;

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("line");

  @SuppressWarnings("NullAway.Init") // each test has a server of its own
  private Installation installation;

  private void install(Map<String, String> serverSettings) {
    installation = Installation.onServerWith(serverSettings, fleet);
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {build: "until [ -e /srv/go ]; do sleep 0.1; done"}
        """
            .formatted(fleet.gitUrl("line")),
        "{batches: [100%]}");
  }

  @AfterEach
  void close() {
    if (installation != null) {
      installation.close();
    }
    repository.close();
  }

  @Test
  void one_of_fifty_runs_and_the_others_are_refused() throws Exception {
    install(Map.of());

    List<Said> said = atOnce("refuse");

    assertEquals(1, count(said, 0, "accepted"), said.toString());
    assertEquals(ASKERS - 1, count(said, 4, "error"), said.toString());
    assertTrue(
        said.stream()
            .filter(s -> s.code() == 4)
            .allMatch(s -> s.line().path("message").asText().contains("is being deployed by")),
        said.toString());
    fleet.execute(1, "touch /srv/go");
    awaitRuns(1);
  }

  @Test
  void one_of_fifty_runs_as_many_as_there_is_room_for_wait_and_all_of_those_run() throws Exception {
    // As the local engine has it, and as the guide to servers says where this happens often.
    install(Map.of("history.maxInFlightUpdates", "0"));

    List<Said> said = atOnce("queue");

    assertEquals(1, count(said, 0, "accepted"), said.toString());
    assertEquals(LINE, count(said, 0, "standing"), said.toString());
    assertEquals(ASKERS - 1 - LINE, count(said, 4, "error"), said.toString());
    List<Integer> places =
        said.stream()
            .filter(s -> s.type().equals("standing"))
            .map(s -> s.line().at("/place/position").asInt())
            .sorted()
            .toList();
    assertEquals(IntStream.rangeClosed(1, LINE).boxed().toList(), places);
    List<String> asked = askersInLine();

    fleet.execute(1, "touch /srv/go");

    List<JsonNode> runs = awaitRuns(1 + LINE);
    List<String> ran =
        runs.reversed().stream().skip(1).map(r -> r.path("reason").asText()).toList();
    assertEquals(asked, ran);
    assertTrue(
        runs.stream().allMatch(r -> r.path("outcome").asText().equals("SUCCEEDED")),
        runs.toString());
  }

  /** What one command has said. */
  record Said(int code, JsonNode line) {
    String type() {
      return line.path("type").asText();
    }
  }

  private List<Said> atOnce(String whenBusy) throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(ASKERS);
    List<Callable<Said>> commands = new ArrayList<>();
    for (int i = 0; i < ASKERS; i++) {
      String name = "asker " + i;
      commands.add(
          () -> {
            int unused = start.await();
            return deploy(whenBusy, name);
          });
    }
    List<Said> said = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(ASKERS)) {
      for (Future<Said> each : threads.invokeAll(commands)) {
        said.add(each.get());
      }
    }
    return said;
  }

  private Said deploy(String whenBusy, String reason) {
    return said(
        "deploy",
        "production",
        "--revision",
        "v1",
        "--when-busy",
        whenBusy,
        "--reason",
        reason,
        "--detach",
        "--quiet");
  }

  /** Runs a command in this process: fifty that start at once would be a test of the machine. */
  private Said said(String... command) {
    StringWriter out = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            new NoEngine(),
            () -> new Initiator("ana", "laptop"),
            Interrupts.ofProcess(),
            LIMIT);
    CommandLine commands = CommandTree.of(surroundings);
    commands.setOut(new PrintWriter(out, true));
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--output", "json", "--address", installation.server().address()));
    arguments.addAll(List.of("--file", installation.file().toString()));
    int code = commands.execute(arguments.toArray(String[]::new));
    return new Said(code, json(out.toString().strip().lines().reduce("", (a, b) -> b)));
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static long count(List<Said> said, int code, String type) {
    return said.stream().filter(s -> s.code() == code && s.type().equals(type)).count();
  }

  private List<String> askersInLine() {
    JsonNode queue = asked("queue", "list", "production");
    List<String> reasons = new ArrayList<>();
    queue.at("/stages/0/line").forEach(place -> reasons.add(place.path("reason").asText()));
    return reasons;
  }

  private List<JsonNode> awaitRuns(int wanted) {
    return Eventually.get(
        LIMIT,
        wanted + " runs that have ended",
        () -> {
          List<JsonNode> runs = new ArrayList<>();
          asked("history", "production", "--limit", "100").path("runs").forEach(runs::add);
          return runs.size() == wanted && runs.stream().allMatch(r -> r.has("outcome"))
              ? Optional.of(runs)
              : Optional.empty();
        });
  }

  private JsonNode asked(String... command) {
    Said end = said(command);
    assertEquals(0, end.code(), end.toString());
    return end.line();
  }

  private static final class NoEngine implements LocalEngine {
    @Override
    public Address start(PrintWriter notes) {
      throw new EngineException("There is no engine here.", null);
    }

    @Override
    public Optional<Address> running() {
      return Optional.empty();
    }
  }
}
