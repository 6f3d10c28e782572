package io.slipway.bench.chaos;

import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.ReleaseId;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out one plan, and looks at what it led to. */
final class Round {
  /** More than putting back is tried for, and than any step of the sample takes. */
  private static final Duration END_LIMIT = Duration.ofMinutes(12);

  /** A request whose asker was killed is taken up within this, or never. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  /** How long after its start a run is known to whoever asked for it. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(1);

  private static final Duration CLEAN_LIMIT = Duration.ofSeconds(15);

  private final Fleet fleet;
  private final Parts parts;
  private final Path file;
  private final RoundPlan plan;
  private final WholeReleases whole;
  private final Migrations migrations;

  Round(Stand stand, RoundPlan plan, WholeReleases whole) {
    this.fleet = stand.fleet;
    this.parts = stand.parts;
    this.file = stand.file;
    this.plan = plan;
    this.whole = whole;
    this.migrations = new Migrations(fleet);
  }

  /**
   * What was found, and how the run ended.
   *
   * @param repaired whether a deploy had to follow that mends what this one left
   */
  record Report(Aftermath aftermath, boolean repaired, List<String> violations, String output) {
    Report {
      violations = List.copyOf(violations);
    }
  }

  /**
   * @param before the release that all hosts serve
   * @param usual how long an undisturbed deploy takes
   */
  Report run(String before, Duration usual) throws IOException, InterruptedException {
    int migrated = migrations.count();
    Optional<RunSummary> last = lastRun();
    doom();
    try (Program cli = parts.deploy(file, plan.revision())) {
      awaitMoment(cli, usual);
      Instant disturbed = Instant.now();
      boolean killed = disturb(cli);
      Optional<Integer> exit = killed ? Optional.empty() : Optional.of(cli.awaitExit(END_LIMIT));
      @Nullable RunSummary run = awaitRun(last, killed);
      fleet.healAll();
      redeem();
      Aftermath aftermath =
          new Aftermath(
              before,
              release(run),
              run == null ? null : run.outcome(),
              run != null && run.startedAt().plus(TOLD_WITHIN).isBefore(disturbed),
              exit,
              run == null ? Aftermath.Told.NOTHING : told(parts.result(run)),
              plan.broken(),
              fleet.state());
      List<String> violations = violations(aftermath, run, migrated);
      boolean repairs = !aftermath.told().hosts().isEmpty();
      if (repairs) {
        violations.addAll(repair());
      }
      return new Report(aftermath, repairs, violations, cli.output());
    }
  }

  private void doom() throws IOException {
    if (plan.doomed() > 0) {
      Files.createFile(fleet.onDisk(plan.doomed(), ChaosFile.DOOM));
    }
  }

  private void redeem() throws IOException {
    if (plan.doomed() > 0) {
      Files.delete(fleet.onDisk(plan.doomed(), ChaosFile.DOOM));
    }
  }

  private void awaitMoment(Program cli, Duration usual) throws InterruptedException {
    long moment = System.nanoTime() + (long) (usual.toNanos() * plan.moment());
    while (cli.isAlive() && System.nanoTime() < moment) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Returns whether the command line was killed. */
  private boolean disturb(Program cli) throws InterruptedException {
    switch (plan.fault()) {
      case CLI -> {
        boolean alive = cli.isAlive();
        cli.kill();
        return alive;
      }
      case WORKER -> {
        parts.killWorker();
        TimeUnit.MILLISECONDS.sleep(plan.lasts().toMillis());
        parts.restartWorker();
      }
      case SERVER -> {
        parts.killServer();
        TimeUnit.MILLISECONDS.sleep(plan.lasts().toMillis());
        parts.restartServer();
      }
      case DROP -> breakHost();
      case REFUSE, HANG, BLACKHOLE, POWER_OFF, DISK_FULL, FAIL_CMD, SLOW_CMD -> {
        breakHost();
        long healing = System.nanoTime() + plan.lasts().toNanos();
        while (cli.isAlive() && System.nanoTime() < healing) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
        fleet.heal(plan.host());
      }
    }
    return false;
  }

  private void breakHost() {
    fleet.breakHost(plan.host(), plan.words().toArray(String[]::new));
  }

  /** The run of this round, once it has ended; null when none began. */
  private @Nullable RunSummary awaitRun(Optional<RunSummary> last, boolean killed)
      throws InterruptedException {
    if (killed) {
      long settled = System.nanoTime() + SETTLE.toNanos();
      while (System.nanoTime() < settled && lastRun().equals(last) && current().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    Eventually.within(END_LIMIT, "the end of the run", () -> current().isEmpty());
    Optional<RunSummary> run = lastRun();
    return run.equals(last) ? null : run.orElse(null);
  }

  private Optional<RunSummary> current() {
    return parts.status().map(StageStatus::current);
  }

  private Optional<RunSummary> lastRun() {
    return parts.status().flatMap(status -> status.history().stream().findFirst());
  }

  private static @Nullable String release(@Nullable RunSummary run) {
    ReleaseId release = run == null ? null : run.release();
    return release == null ? null : release.value();
  }

  private Aftermath.Told told(RunResult result) {
    Set<String> excepted =
        result.hosts().stream()
            .filter(host -> excepted(host.state(), result.outcome()))
            .map(HostResult::host)
            .map(Object::toString)
            .collect(Collectors.toSet());
    Set<String> littered =
        fleet.hosts().stream()
            .map(FleetHost::name)
            .filter(
                host ->
                    result.warnings().stream().anyMatch(w -> w.contains(" " + host + ": tried")))
            .collect(Collectors.toSet());
    return new Aftermath.Told(excepted, littered);
  }

  private static boolean excepted(HostState state, RunOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED, UNTOUCHED, REVERTED, REJECTED -> false;
      case SUCCEEDED_WITH_EXCEPTIONS -> state != HostState.ACTIVE;
      case REVERTED_EXCEPT -> state == HostState.REVERT_FAILED || state == HostState.UNKNOWN;
    };
  }

  private List<String> violations(Aftermath aftermath, @Nullable RunSummary run, int migrated)
      throws InterruptedException {
    List<String> found = new ArrayList<>(aftermath.contradictions());
    if (run != null && run.outcome() == null) {
      found.add("the run has no outcome: " + run.message());
    }
    found.addAll(migrations.violations(aftermath, migrations.count() - migrated));
    found.addAll(whole.violations(fleet));
    found.addAll(remains(aftermath.told().hosts()));
    return found;
  }

  /** The next deploy mends what this one said it had to leave. */
  private List<String> repair() throws InterruptedException {
    List<String> found = new ArrayList<>();
    try (Program cli = parts.deploy(file, plan.revision())) {
      int exit = cli.awaitExit(END_LIMIT);
      if (exit != 0) {
        found.add("exit code %d:%n%s".formatted(exit, cli.output()));
      }
    }
    fleet.state().stream()
        .filter(host -> !host.current().equals(fleet.state().getFirst().current()))
        .forEach(host -> found.add("%s: current is %s".formatted(host.name(), host.current())));
    fleet.state().stream()
        .filter(host -> !host.current().equals(host.served()))
        .forEach(host -> found.add("%s: serves %s".formatted(host.name(), host.served())));
    found.addAll(whole.violations(fleet));
    found.addAll(remains(Set.of()));
    return found.stream().map(what -> "after the repair: " + what).toList();
  }

  /** What still goes on just after the run's end may end by itself. */
  private List<String> remains(Set<String> excused) throws InterruptedException {
    HostRemains look = new HostRemains(fleet, ChaosFile.DEPLOY_TO);
    long deadline = System.nanoTime() + CLEAN_LIMIT.toNanos();
    while (true) {
      List<String> found =
          fleet.hosts().stream()
              .filter(host -> !excused.contains(host.name()))
              .flatMap(host -> look.find(host.number()).stream())
              .toList();
      if (found.isEmpty() || System.nanoTime() > deadline) {
        return found;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
