package io.slipway.testbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real HAProxy of this machine, with a configuration and a folder of its own. */
public final class HaProxy implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private final Program program;

  private HaProxy(Path folder, List<String> servers, String level) {
    Path binary = Requirements.program("haproxy", "haproxy");
    this.folder = folder;
    this.port = FreePorts.next();
    try {
      Path file = folder.resolve("haproxy.cfg");
      Files.writeString(file, configuration(socket(), level, "127.0.0.1", port, servers));
      this.program = Program.start(Launch.of(binary.toString(), "-f", file.toString(), "-db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Cleanup.register(this);
    Eventually.within(LIMIT, "HAProxy's socket", () -> Files.exists(Path.of(socket())));
  }

  /**
   * Starts it, or skips the test where the program is missing.
   *
   * @param folder for its files
   * @param servers as they stand in its backend {@code shop}, such as {@code web1 127.0.0.1:8080}
   * @param level of its socket: {@code admin}, {@code operator} or {@code user}
   */
  public static HaProxy start(Path folder, List<String> servers, String level) {
    return new HaProxy(folder, servers, level);
  }

  /**
   * A configuration that shows every failure to visitors: nothing is tried twice, and a server that
   * is down is noticed in less than a second.
   */
  public static String configuration(
      String socket, String level, String address, int port, List<String> servers) {
    StringBuilder backend = new StringBuilder();
    servers.forEach(server -> backend.append("  server ").append(server).append(" check\n"));
    return """
    global
      stats socket %s mode 666 level %s
    defaults
      mode http
      retries 0
      timeout connect 10s
      timeout check 10s
      timeout client 30s
      timeout server 30s
    frontend visitors
      bind %s:%d
      default_backend shop
    backend shop
      option httpchk GET /release/up
      http-check expect status 200
      default-server inter 200ms fall 2 rise 2
    %s\
    """
        .formatted(socket, level, address, port, backend);
  }

  /** Its admin socket. */
  public String socket() {
    return folder.resolve("admin.sock").toString();
  }

  /** Where visitors come in, on 127.0.0.1. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    program.close();
    try {
      Files.deleteIfExists(Path.of(socket()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "HAProxy on port " + port;
  }
}
