package io.slipway.bench.chaos;

import io.slipway.domain.Rollout;
import io.slipway.testbench.Program;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hurts a deploy in every way while its migration runs, and counts how often that ran. */
@Command(
    name = "bench/long-migration",
    sortOptions = false,
    description = "Cuts, kills and restarts all around a migration that takes minutes.")
final class LongMigration implements Callable<Integer> {
  private static final int HOSTS = 2;

  @Option(
      names = "--seconds",
      description = "that the migration takes (default ${DEFAULT-VALUE}, at least 120)")
  int seconds = 180;

  @Mixin CommonOptions common = new CommonOptions();

  private long began;

  private LongMigration() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LongMigration()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    // The first two deploys do not wait: this file is not there yet.
    String migration =
        "bin/migrate; test ! -e /srv/long || sleep %d; echo migrated >>/srv/ended"
            .formatted(Math.max(seconds, 120));
    try (Stand stand = new Stand(common.program(), HOSTS, migration, Rollout.DEFAULT_ATTEMPTS)) {
      stand.begin();
      stand.fleet.execute(1, "touch /srv/long; rm /srv/ended");
      int before = new Migrations(stand.fleet).count();
      began = System.nanoTime();
      try (Program cli = stand.parts.deploy(stand.file, "v3")) {
        hurt(stand);
        int exit = cli.awaitExit(Duration.ofSeconds(seconds).plusMinutes(5));
        say("the deploy has ended with exit code %d".formatted(exit));
        int runs = new Migrations(stand.fleet).count() - before;
        String ended = stand.fleet.execute(1, "cat /srv/ended || :").strip();
        System.out.printf(
            "bench/long-migration: begun %d times, ended %d times%n", runs, ended.lines().count());
        if (exit == 0 && runs == 1 && ended.equals("migrated")) {
          return 0;
        }
        System.out.println(cli.output());
        return 1;
      }
    }
  }

  private void hurt(Stand stand) throws InterruptedException {
    at(20, "the connection is cut");
    stand.fleet.breakHost(1, "--drop");
    at(35, "Temporal's server is killed, for 5 s");
    stand.parts.killServer();
    TimeUnit.SECONDS.sleep(5);
    stand.parts.restartServer();
    at(55, "the worker is killed, and another one started");
    stand.parts.killWorker();
    stand.parts.restartWorker();
    at(95, "the host is not to be reached, for 10 s");
    stand.fleet.breakHost(1, "--blackhole");
    TimeUnit.SECONDS.sleep(10);
    stand.fleet.heal(1);
  }

  private void at(int second, String what) throws InterruptedException {
    long left = began + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
    say(what);
  }

  private void say(String what) {
    System.out.printf(
        "%4d s  %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), what);
  }
}
