package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Temporal server on loopback with a database on disk, so that it can be killed and come
 * back, on the same port, with all that it had acknowledged. The namespace is {@code default}.
 */
public final class TemporalServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final TemporaryFolder folder = new TemporaryFolder("temporal");
  private final int port = FreePorts.next();
  private final int uiPort = FreePorts.next();
  private final List<String> keywordAttributes;
  private final Map<String, String> settings;
  private Program program;

  private TemporalServer(List<String> keywordAttributes, Map<String, String> settings) {
    this.keywordAttributes = List.copyOf(keywordAttributes);
    this.settings = Map.copyOf(settings);
    Cleanup.register(this);
    this.program = launch();
  }

  /**
   * Starts a server and waits until it serves. Skips the test where the binary is missing.
   *
   * @param keywordAttributes names of search attributes of type Keyword to register
   */
  public static TemporalServer start(List<String> keywordAttributes) {
    return start(keywordAttributes, Map.of());
  }

  /**
   * Starts a server as {@link #start(List)} does.
   *
   * @param settings dynamic configuration: key to value, in JSON
   */
  public static TemporalServer start(List<String> keywordAttributes, Map<String, String> settings) {
    Requirements.temporal();
    return new TemporalServer(keywordAttributes, settings);
  }

  /** Host and port of the gRPC front end. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Where its Web UI is: the origin of its pages, as browsers write it. */
  public String webUi() {
    return "http://127.0.0.1:" + uiPort;
  }

  /** Where the database is, in files that a test may only read. */
  public Path folder() {
    return folder.path();
  }

  public long pid() {
    return program.pid();
  }

  /** Whether the database, with what is still in its log, holds a text somewhere. */
  public boolean holds(String text) {
    try (Stream<Path> files = Files.list(folder.path())) {
      // Each byte is a character, so that any bytes can be searched as a text.
      String wanted = new String(text.getBytes(UTF_8), ISO_8859_1);
      for (Path file : files.filter(f -> f.getFileName().toString().contains(".db")).toList()) {
        if (Files.readString(file, ISO_8859_1).contains(wanted)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. Only the database is left. */
  public void kill() {
    program.kill();
  }

  /** Starts the server again, on the same port and database, and waits until it serves. */
  public void restart() {
    program.close();
    program = launch();
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    program.close();
    folder.close();
  }

  @Override
  public String toString() {
    return "Temporal server at " + address();
  }

  private Program launch() {
    Path binary = Requirements.program("temporal", "temporal");
    List<String> command = new ArrayList<>(List.of(binary.toString(), "server", "start-dev"));
    command.addAll(List.of("--log-level", "error", "--ip", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--ui-port", Integer.toString(uiPort)));
    command.addAll(List.of("--db-filename", folder.path().resolve("temporal.db").toString()));
    command.addAll(List.of("--sqlite-pragma", "journal_mode=wal"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=normal"));
    for (String name : keywordAttributes) {
      command.addAll(List.of("--search-attribute", name + "=Keyword"));
    }
    settings.forEach(
        (key, value) -> command.addAll(List.of("--dynamic-config-value", key + "=" + value)));
    Program started = Program.start(Launch.of(command));
    started.awaitOutput("Server:", START_LIMIT);
    return started;
  }
}
