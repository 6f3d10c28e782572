package io.slipway.bench.scale;

import io.slipway.testbench.FreePorts;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import io.slipway.testbench.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real PostgreSQL as it is installed, on a free port of loopback, with its data in a temporary
 * folder. It refuses to run as root, so that root runs it as {@code nobody}.
 */
final class PostgreSql implements AutoCloseable {
  static final String USER = "temporal";
  static final String COMPONENT = "postgresql";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String NOBODY = "nobody";

  private final TemporaryFolder folder = new TemporaryFolder("postgresql");
  private final boolean root = "root".equals(System.getProperty("user.name"));
  private final String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
  private final int port = FreePorts.next();
  private final Program server;

  private PostgreSql() {
    try {
      Path data = folder.path().resolve("data");
      Path secret = Files.writeString(folder.path().resolve("password"), password);
      own(folder.path());
      own(secret);
      run(
          "initdb",
          List.of(
              "--pgdata=" + data,
              "--username=" + USER,
              "--pwfile=" + secret,
              "--auth-local=trust", // its folder is closed to all others
              "--auth-host=scram-sha-256",
              "--encoding=UTF8",
              "--no-locale"));
      this.server =
          Program.start(
              launch(
                  "postgres",
                  List.of(
                      "-D",
                      data.toString(),
                      "-p",
                      Integer.toString(port),
                      "-c",
                      "listen_addresses=127.0.0.1",
                      "-c",
                      "unix_socket_directories=" + folder.path())));
      server.awaitOutput("database system is ready to accept connections", LIMIT);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to set up PostgreSQL, but it failed", e);
    }
  }

  /** Starts one with a new, empty cluster of databases. */
  static PostgreSql start() {
    return new PostgreSql();
  }

  String password() {
    return password;
  }

  int port() {
    return port;
  }

  /** Its own number, such as {@code 15.13}. */
  String version() {
    return ask("postgres", "show server_version").split(" ", 2)[0];
  }

  /** What a statement answers: rows by lines, columns by {@code |}. */
  String ask(String database, String statement) {
    return run(
        "psql",
        List.of("--no-psqlrc", "-At", "-v", "ON_ERROR_STOP=1", "-c", statement, address(database)));
  }

  /** Writes a whole database to a new file, as {@code pg_restore} takes it. */
  Path dump(String database, String name) {
    Path file = folder.path().resolve(name);
    run("pg_dump", List.of("--format=custom", "--file=" + file, address(database)));
    return file;
  }

  /** Makes a database anew, as it was when it was dumped. */
  void restore(String database, Path dump) {
    ask("postgres", "drop database if exists " + database);
    ask("postgres", "create database " + database);
    run("pg_restore", List.of("--exit-on-error", "--dbname=" + address(database), dump.toString()));
  }

  /** What it takes on disk, all databases together. */
  long bytes() {
    return Long.parseLong(
        ask("postgres", "select sum(pg_database_size(datname)) from pg_database"));
  }

  /** How much it has ever written to its write-ahead log. */
  long logged() {
    return Long.parseLong(ask("postgres", "select pg_current_wal_lsn() - '0/0'::pg_lsn"));
  }

  /** How many clients are connected, besides the one that asks. */
  long connections() {
    return Long.parseLong(
        ask(
            "postgres",
            "select count(*) from pg_stat_activity"
                + " where backend_type = 'client backend' and pid <> pg_backend_pid()"));
  }

  /** The CPU time of all its processes, also of those that have ended. */
  Duration cpu() {
    return ProcessUse.cpuWithChildren(server.pid());
  }

  /** A fast shutdown: a kill would leave its shared memory behind. */
  @Override
  public void close() {
    if (server.isAlive()) {
      server.signal("INT");
      int unused = server.awaitExit(LIMIT);
    }
    server.close();
    folder.close();
  }

  @Override
  public String toString() {
    return "PostgreSQL at port " + port;
  }

  private String address(String database) {
    return "host=%s port=%d user=%s dbname=%s".formatted(folder.path(), port, USER, database);
  }

  private String run(String program, List<String> arguments) {
    return Program.run(launch(program, arguments), LIMIT);
  }

  private Launch launch(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (root) {
      String setpriv = Requirements.program("setpriv", "util-linux").toString();
      command.addAll(List.of(setpriv, "--reuid", NOBODY, "--regid", group(), "--clear-groups"));
    }
    command.add(installed(program).toString());
    command.addAll(arguments);
    return Launch.of(command).in(folder.path());
  }

  /** Debian keeps them in a folder for each version, off the PATH. */
  private static Path installed(String program) {
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        List<Path> found =
            versions
                .map(version -> version.resolve("bin").resolve(program))
                .filter(Files::isExecutable)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("tried to look into " + DEBIAN, e);
      }
    }
    return Requirements.program(program, COMPONENT);
  }

  private static String group() {
    return Program.run(Launch.of("id", "--group", "--name", NOBODY), LIMIT).strip();
  }

  private void own(Path path) throws IOException {
    if (root) {
      Files.setOwner(
          path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
    }
  }
}
