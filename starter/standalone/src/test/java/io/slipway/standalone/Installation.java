package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.SearchAttributes;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.InstalledSlipway;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.PseudoTerminal;
import io.slipway.testbench.TemporalServer;
import io.slipway.testbench.TemporaryFolder;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Slipway as a team has it: a real Temporal server, workers and the command line, each a process of
 * its own, in front of a fleet.
 */
final class Installation implements AutoCloseable {
  /** More than the slowest command takes on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Commands that are about no file. */
  private static final List<String> FILELESS = List.of("freeze", "train");

  private final Fleet fleet;
  private final TemporaryFolder folder = new TemporaryFolder("installation");
  private final TemporalServer server;
  private final int firstHealthPort = FreePorts.next();
  private final List<Program> workers = new ArrayList<>();
  private final Map<String, String> environment;

  private Installation(
      Fleet fleet, Map<String, String> environment, Map<String, String> serverSettings) {
    this.fleet = fleet;
    this.environment = environment;
    this.server =
        TemporalServer.start(
            SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList(),
            serverSettings);
  }

  /**
   * A server and one worker.
   *
   * @param environment what workers have in theirs
   */
  static Installation on(Fleet fleet, Map<String, String> environment) {
    Installation installation = new Installation(fleet, environment, Map.of());
    installation.startWorker();
    return installation;
  }

  /** A server and one worker. */
  static Installation on(Fleet fleet) {
    return on(fleet, Map.of());
  }

  /**
   * A server and one worker.
   *
   * @param settings dynamic configuration of the server: key to value, in JSON
   */
  static Installation onServerWith(Map<String, String> settings, Fleet fleet) {
    Installation installation = new Installation(fleet, Map.of(), settings);
    installation.startWorker();
    return installation;
  }

  /**
   * A server and one worker that goes by a policy.
   *
   * @param environment what workers have in theirs
   */
  static Installation under(Path policy, Fleet fleet, Map<String, String> environment) {
    Installation installation = new Installation(fleet, environment, Map.of());
    installation.startWorker("--policy", policy.toString());
    return installation;
  }

  TemporalServer server() {
    return server;
  }

  /** The workers that were started, the first one first. */
  List<Program> workers() {
    return List.copyOf(workers);
  }

  /** What the first worker tells Prometheus now. */
  String metrics() {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(firstHealthPort));
    try (InputStream told = uri.toURL().openStream()) {
      return new String(told.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the first worker polls. */
  void awaitWorker() {
    URI uri = URI.create("http://127.0.0.1:%d/readyz".formatted(firstHealthPort));
    Eventually.within(
        LIMIT,
        "the first worker to poll",
        () -> {
          try (InputStream told = uri.toURL().openStream()) {
            return told.read() >= 0;
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  Program startWorker() {
    return startWorker("--unsigned");
  }

  /**
   * @param trust whom it believes
   */
  Program startWorker(String... trust) {
    List<String> arguments =
        new ArrayList<>(List.of("worker", "--address", server.address(), "--health-address"));
    arguments.add("127.0.0.1:" + (workers.isEmpty() ? firstHealthPort : 0));
    arguments.addAll(List.of(trust));
    Launch launch = launch(arguments.toArray(String[]::new)).with("SLIPWAY_WORKER_NOTIFY", "allow");
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      launch = launch.with(variable.getKey(), variable.getValue());
    }
    Program worker = Program.start(launch);
    workers.add(worker);
    return worker;
  }

  /** Writes slipway.yml for stage {@code production} with all hosts of the fleet. */
  void describe(String application, String rollout) {
    describe(application, rollout, fleet.hosts(), "");
  }

  /**
   * The same for some of the hosts.
   *
   * @param traffic what the stage says of its balancer, in flow style; empty for none
   */
  void describe(String application, String rollout, List<FleetHost> some, String traffic) {
    describe(application, rollout, some, traffic, host -> "");
  }

  /**
   * The same.
   *
   * @param more what the entry of a host has besides, in flow style, such as {@code , tags: [blue]}
   */
  void describe(
      String application,
      String rollout,
      List<FleetHost> some,
      String traffic,
      Function<FleetHost, String> more) {
    String hosts =
        some.stream()
            .map(host -> entry(host, more.apply(host)))
            .collect(Collectors.joining("\n      - ", "      - ", ""));
    write(
        """
        %s
        stages:
          production:
            ssh: {user: deploy, identities: ["%s"], known_hosts: ["%s"]}
            rollout: %s
        %s
            hosts:
        %s
        """
            .formatted(
                application.strip(),
                fleet.privateKey(),
                fleet.knownHosts(),
                rollout,
                traffic.isEmpty() ? "" : "    traffic: " + traffic,
                hosts));
  }

  private static String entry(FleetHost host, String more) {
    return "{name: %s, address: %s, port: %d, roles: [web]%s}"
        .formatted(host.name(), host.address(), host.port(), more);
  }

  private void write(String yaml) {
    try {
      Files.writeString(file(), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where everything of it is kept that a person has on disk. */
  Path folder() {
    return folder.path();
  }

  Path file() {
    return folder.path().resolve("slipway.yml");
  }

  /** Runs a command against this server to its end. */
  CommandEnd slipway(String... arguments) {
    return slipwayAt(server.address(), arguments);
  }

  /**
   * The same.
   *
   * @param environment what the command has in its own
   */
  CommandEnd slipway(Map<String, String> environment, String... arguments) {
    Launch launch = against(server.address(), arguments);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      launch = launch.with(variable.getKey(), variable.getValue());
    }
    return ended(Program.start(launch));
  }

  /** Runs a command to its end that takes another address for this server's. */
  CommandEnd slipwayAt(String address, String... arguments) {
    return ended(start(address, arguments));
  }

  /** Runs a command to its end that needs neither a server nor a slipway.yml. */
  CommandEnd alone(String... arguments) {
    return ended(Program.start(launch(arguments)));
  }

  private static CommandEnd ended(Program started) {
    try (Program program = started) {
      int code = program.awaitExit(LIMIT);
      return new CommandEnd(code, program.output());
    }
  }

  /** Deploys a revision to the fleet. */
  CommandEnd deploy(String revision) {
    return slipway("deploy", "production", "--revision", revision);
  }

  /** Starts a command against this server, and returns at once. */
  Program start(String... arguments) {
    return start(server.address(), arguments);
  }

  private Program start(String address, String[] arguments) {
    return Program.start(against(address, arguments));
  }

  /** Starts a command against this server in front of a terminal. */
  PseudoTerminal startAt(int columns, int rows, String... arguments) {
    return PseudoTerminal.start(against(server.address(), arguments), columns, rows);
  }

  private Launch against(String address, String[] arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--address", address));
    if (!FILELESS.contains(arguments[0])) {
      all.addAll(List.of("--file", file().toString()));
    }
    return launch(all.toArray(String[]::new));
  }

  private Launch launch(String... arguments) {
    return InstalledSlipway.launch(arguments)
        .with("SLIPWAY_STATE", folder.path().resolve("state").toString())
        .in(folder.path());
  }

  @Override
  public void close() {
    workers.forEach(Program::close);
    server.close();
    folder.close();
  }

  /**
   * How a command ended.
   *
   * @param output both streams
   */
  record CommandEnd(int code, String output) {

    /** The same, when it is this one. */
    static CommandEnd ending(int code, CommandEnd end) {
      assertEquals(code, end.code(), end.output());
      return end;
    }
  }
}
