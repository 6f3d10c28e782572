package io.slipway.bench.scale;

import io.slipway.testbench.Checkout;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporal's full server on PostgreSQL, set up as docs/guide/temporal-server.md has it, with the
 * configuration in examples/temporal-server. It can be stopped, and go on as another version.
 */
final class ClusterServer implements AutoCloseable {
  /** That of the server in Temporal's command line, which all else is measured with. */
  static final String VERSION = "1.29";

  static final String DATABASE = "temporal";
  static final String VISIBILITY = "temporal_visibility";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PASSWORD = "TEMPORAL_DATABASE_PASSWORD";
  private static final String DATABASE_PORT = "5432";
  private static final String FRONTEND_PORT = "7233";
  private static final List<String> OTHER_PORTS =
      List.of("6933", "7235", "6935", "7234", "6934", "7239", "6939", "9090");

  private final PostgreSql database;
  private final TemporaryFolder folder = new TemporaryFolder("temporal-server");
  private final String port;
  private Program program;

  private ClusterServer(PostgreSql database, String version, int shards) {
    this.database = database;
    List<String> ports = freePorts(1 + OTHER_PORTS.size());
    this.port = ports.getFirst();
    configure(ports.subList(1, ports.size()), shards);
    for (String name : List.of(DATABASE, VISIBILITY)) {
      tool(version, name, "create-database");
      tool(version, name, "setup-schema", "--version", "0.0");
    }
    updateSchemas(version);
    this.program = launch(version);
    try {
      temporal("operator", "namespace", "create", "--namespace", "default", "--retention", "30d");
      List<String> attributes = new ArrayList<>(List.of("operator", "search-attribute", "create"));
      for (String name : Scale.ATTRIBUTES) {
        attributes.addAll(List.of("--name", name, "--type", "Keyword"));
      }
      // The parts of the server hear of a new namespace, and of attributes, some seconds later.
      await("the search attributes", attributes.toArray(String[]::new));
      for (String name : Scale.ATTRIBUTES) {
        await("searches for " + name, "workflow", "count", "--query", name + " = 'none'");
      }
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  /**
   * Sets up both databases, starts a server, and makes what Slipway needs.
   *
   * @param shards how many history shards; 0 for as many as the example has
   */
  static ClusterServer setUp(PostgreSql database, String version, int shards) {
    return new ClusterServer(database, version, shards);
  }

  /** Host and port of the gRPC front end. */
  String address() {
    return "127.0.0.1:" + port;
  }

  long pid() {
    return program.pid();
  }

  /** Its version, as it tells it to clients. */
  String told() {
    return temporal("operator", "cluster", "system", "--output", "json");
  }

  /** Which version a database's schema has. */
  String schema(String name) {
    return database.ask(name, "select curr_version from schema_version");
  }

  /** SIGTERM, and waits for the end. */
  void stop() {
    program.signal("TERM"); // terminate() would close its output as well, and a writer dies of that
    int code = program.awaitExit(LIMIT);
    if (code != 0) {
      throw new IllegalStateException(
          "the server ended with %d:%n%s".formatted(code, program.output()));
    }
  }

  /** Brings both schemas to what a version of the server needs. The server may be stopped. */
  void updateSchemas(String version) {
    tool(version, DATABASE, "update-schema", "--schema-name", "postgresql/v12/temporal");
    tool(version, VISIBILITY, "update-schema", "--schema-name", "postgresql/v12/visibility");
  }

  /** Starts it again at the same address, as this version. */
  void start(String version) {
    program.close();
    program = launch(version);
  }

  /**
   * What a version says that is started on schemas that are too old for it, before it ends; empty
   * when it serves on them.
   */
  Optional<String> refusal(String version) {
    try (Program tried = Program.start(server(version))) {
      Eventually.within(
          LIMIT,
          "a Temporal server that serves or ends",
          () -> !tried.isAlive() || succeeds("operator", "cluster", "health"));
      if (!tried.isAlive()) {
        return Optional.of(tried.output());
      }
      tried.signal("TERM");
      int unused = tried.awaitExit(LIMIT);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }

  @Override
  public String toString() {
    return "Temporal server at " + address();
  }

  /** Runs Temporal's command line. */
  String temporal(String... arguments) {
    return Program.run(temporalLaunch(arguments), LIMIT);
  }

  private Launch temporalLaunch(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Requirements.program("temporal", "temporal").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", address()));
    return Launch.of(command);
  }

  private void await(String what, String... arguments) {
    Eventually.within(
        LIMIT,
        what,
        () -> {
          if (!program.isAlive()) {
            throw new AssertionError("the server has ended:\n" + program.output());
          }
          return succeeds(arguments);
        });
  }

  private boolean succeeds(String... arguments) {
    try (Program asked = Program.start(temporalLaunch(arguments))) {
      return asked.awaitExit(LIMIT) == 0;
    }
  }

  private Program launch(String version) {
    Program started = Program.start(server(version));
    program = started; // for whoever awaits it
    await("a Temporal server that serves", "operator", "cluster", "health");
    return started;
  }

  private Launch server(String version) {
    String name = "temporal-server-" + version;
    return Launch.of(
            Requirements.program(name, name).toString(),
            "--root",
            folder.path().toString(),
            "--config",
            "config",
            "--env",
            "server",
            "--allow-no-auth",
            "start")
        .with(PASSWORD, database.password());
  }

  private void tool(String version, String name, String... command) {
    List<String> line = new ArrayList<>();
    line.add(
        Requirements.program("temporal-sql-tool-" + version, "temporal-server-" + version)
            .toString());
    line.addAll(List.of("--plugin", "postgres12", "--endpoint", "127.0.0.1"));
    line.addAll(List.of("--port", Integer.toString(database.port()), "--user", PostgreSql.USER));
    line.addAll(List.of("--database", name));
    line.addAll(List.of(command));
    String unused = Program.run(Launch.of(line).with("SQL_PASSWORD", database.password()), LIMIT);
  }

  private void configure(List<String> others, int shards) {
    try {
      String text = Files.readString(Checkout.path("examples/temporal-server/server.yaml"));
      text = replaced(text, DATABASE_PORT, Integer.toString(database.port()));
      text = replaced(text, FRONTEND_PORT, port);
      for (int i = 0; i < others.size(); i++) {
        text = replaced(text, OTHER_PORTS.get(i), others.get(i));
      }
      if (shards > 0) {
        text = text.replaceFirst("numHistoryShards: \\d+", "numHistoryShards: " + shards);
      }
      Path config = Files.createDirectory(folder.path().resolve("config"));
      Path unused = Files.writeString(config.resolve("server.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write the server's configuration", e);
    }
  }

  private static String replaced(String text, String from, String to) {
    Matcher port = Pattern.compile("\\b" + from + "\\b").matcher(text);
    if (!port.find()) {
      throw new IllegalStateException("the example's server.yaml has no port " + from);
    }
    return port.replaceAll(to);
  }

  /** All of them different, since none is taken yet when the next one is chosen. */
  private static List<String> freePorts(int count) {
    Set<String> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      ports.add(Integer.toString(FreePorts.next()));
    }
    return List.copyOf(ports);
  }
}
