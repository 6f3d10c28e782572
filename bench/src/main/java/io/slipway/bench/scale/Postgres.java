package io.slipway.bench.scale;

import io.slipway.testbench.Program;
import io.slipway.testbench.TemporalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Deploys to simulated hosts, in turns on Temporal's server with SQLite and on the full server with
 * PostgreSQL, and measures what each takes; or upgrades the full server while runs are open.
 */
@Command(
    name = "bench/postgres",
    sortOptions = false,
    description = "Measures Temporal's server on PostgreSQL beside the one on SQLite.")
final class Postgres implements Callable<Integer> {
  private static final Duration IDLE = Duration.ofSeconds(30);

  @Mixin FleetLoad load = new FleetLoad();

  @Option(
      names = "--repeat",
      description = "deploys on each, after one that is not counted (default ${DEFAULT-VALUE})")
  int repeat = 3;

  @Option(
      names = "--shards",
      description = "the full server's history shards (default: as in examples/temporal-server)")
  int shards;

  @Option(
      names = "--upgrade",
      split = ",",
      arity = "0..1",
      fallbackValue = "1.28,1.29",
      paramLabel = "VERSION",
      description =
          "instead, upgrade the server from version to version while a deploy is paused"
              + " (default ${FALLBACK-VALUE})")
  List<String> upgrade = List.of();

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help;

  private Postgres() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Postgres()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (repeat < 1) {
      System.err.println("bench/postgres: --repeat must be 1 or more");
      return 2;
    }
    if (upgrade.size() == 1) {
      System.err.println("bench/postgres: --upgrade takes two versions or more, from and to");
      return 2;
    }
    if (!upgrade.isEmpty()) {
      ServerUpgrade.through(load, upgrade, System.out::println);
      return 0;
    }
    try (TemporalServer lite = TemporalServer.start(Scale.ATTRIBUTES);
        Program liteWorker = load.startWorker(lite.address());
        PostgreSql database = PostgreSql.start();
        ClusterServer full = ClusterServer.setUp(database, ClusterServer.VERSION, shards);
        Program fullWorker = load.startWorker(full.address())) {
      List<ServerCost> sqlite = new ArrayList<>();
      List<ServerCost> postgres = new ArrayList<>();
      for (int i = 0; i <= repeat; i++) {
        sqlite.add(onSqlite(lite, liteWorker));
        postgres.add(onPostgres(database, full, fullWorker));
      }
      tell(sqlite.subList(1, sqlite.size()), postgres.subList(1, postgres.size()));
      System.out.printf("%nthe last one, on PostgreSQL:%n");
      postgres.getLast().measured().lines().forEach(System.out::println);
      System.out.printf(
          "%nPostgreSQL %s: %d connections, %.1f MiB after all%n",
          database.version(), database.connections(), database.bytes() / (1024.0 * 1024));
      tellIdle(lite, database, full);
      return violations(sqlite, postgres);
    }
  }

  /** What they take while nothing is deployed and a worker polls. */
  private static void tellIdle(TemporalServer lite, PostgreSql database, ClusterServer full)
      throws InterruptedException {
    Duration liteBefore = ProcessUse.of(lite.pid()).cpu();
    Duration fullBefore = ProcessUse.of(full.pid()).cpu();
    Duration databaseBefore = database.cpu();
    Thread.sleep(IDLE);
    System.out.printf(
        "idle, of a processor: %.1f %% with SQLite; %.1f %% the full server, %.1f %% PostgreSQL%n",
        share(ProcessUse.of(lite.pid()).cpu().minus(liteBefore)),
        share(ProcessUse.of(full.pid()).cpu().minus(fullBefore)),
        share(database.cpu().minus(databaseBefore)));
  }

  private static double share(Duration cpu) {
    return 100.0 * cpu.toMillis() / IDLE.toMillis();
  }

  private ServerCost onSqlite(TemporalServer server, Program worker) throws InterruptedException {
    long before = bytes(server.folder());
    Measured measured = load.deploy(server.address(), server.pid(), worker);
    return new ServerCost(measured, Duration.ZERO, bytes(server.folder()) - before, 0);
  }

  private ServerCost onPostgres(PostgreSql database, ClusterServer server, Program worker)
      throws InterruptedException {
    long before = database.bytes();
    long logged = database.logged();
    Duration cpu = database.cpu();
    Measured measured = load.deploy(server.address(), server.pid(), worker);
    Duration used = database.cpu().minus(cpu);
    return new ServerCost(measured, used, database.bytes() - before, database.logged() - logged);
  }

  /** Without its log, which has a size of its own. */
  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".db")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to look at the database of SQLite", e);
    }
  }

  private void tell(List<ServerCost> sqlite, List<ServerCost> postgres) {
    System.out.printf(
        "%,d hosts, %d at a time; medians of %d deploys, on each in turn; %,d events a deploy%n%n",
        load.hosts, load.parallel, repeat, postgres.getLast().measured().histories().events());
    ServerCost.tell(sqlite, postgres);
  }

  private int violations(List<ServerCost> sqlite, List<ServerCost> postgres) {
    Measured.Limits limits = new Measured.Limits(Long.MAX_VALUE, Long.MAX_VALUE, load.expected());
    List<String> found =
        Stream.concat(sqlite.stream(), postgres.stream())
            .flatMap(cost -> cost.measured().violations(limits).stream())
            .toList();
    found.forEach(violation -> System.out.println("FAILED: " + violation));
    return found.isEmpty() ? 0 : 1;
  }
}
