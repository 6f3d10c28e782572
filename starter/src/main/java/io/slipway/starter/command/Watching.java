package io.slipway.starter.command;

import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.contract.WorkflowIds;
import io.slipway.starter.gateway.RunBrokenException;
import io.slipway.starter.output.Detached;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.History;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.RunListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Watches a run until it ends or somebody presses Ctrl-C, and tells which of these it was. */
final class Watching {
  /** A stage sees at once that its run has been stopped. */
  private static final Duration RECOVERY_WITHIN = Duration.ofSeconds(10);

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final Cluster cluster;
  private final Output output;

  Watching(Cluster cluster, Output output) {
    this.cluster = cluster;
    this.output = output;
  }

  /** Tells a run's progress and end. */
  ExitCode watch(RunKey key) throws InterruptedException {
    return watch(key, ExitCode::of);
  }

  /**
   * @param meaning what an outcome means to the asker
   */
  ExitCode watch(RunKey key, Function<RunOutcome, ExitCode> meaning) throws InterruptedException {
    try {
      return follow(key, meaning);
    } catch (RunBrokenException e) {
      return watchRecovery(key, e);
    }
  }

  private ExitCode follow(RunKey key, Function<RunOutcome, ExitCode> meaning)
      throws InterruptedException {
    String run = WorkflowIds.run(key);
    WatchedRun watched = new WatchedRun(output.progress(run), cluster);
    Detached farewell =
        new Detached(run, "slipway watch " + key.stage(), "slipway abort " + key.stage());
    Runnable leave = () -> watched.leave(() -> output.say(farewell));
    Interrupts.Registration registration = cluster.interrupts().onInterrupt(leave);
    KeySteering steering = new KeySteering(cluster, key);
    watched.steer(steering);
    try {
      RunResult result = cluster.stages().follow(run, watched);
      ExitCode exit = meaning.apply(result.outcome());
      watched.ended(result, exit);
      return exit;
    } catch (InterruptedException e) {
      steering.close(); // a second press must not disturb how the terminal is given back
      leave.run();
      return ExitCode.DETACHED;
    } finally {
      steering.close();
      watched.release();
      registration.close();
    }
  }

  /**
   * Tells the end of a run that is over.
   *
   * @param ended as its stage remembers it
   */
  ExitCode conclude(RunSummary ended) throws InterruptedException {
    return conclude(ended, output.conclusion(ended.workflowId()));
  }

  /** Tells a run that is over from its beginning. */
  ExitCode retell(RunSummary ended) throws InterruptedException {
    return conclude(ended, output.retelling(ended.workflowId()));
  }

  private ExitCode conclude(RunSummary ended, RunListener listener) throws InterruptedException {
    RunOutcome outcome = ended.outcome();
    if (outcome == null) {
      throw broken(ended.key(), ended.workflowId() + " was stopped in Temporal", null);
    }
    String run = ended.workflowId();
    WatchedRun watched = new WatchedRun(listener, cluster);
    Optional<RunResult> result = cluster.stages().conclusion(run, watched);
    if (result.isEmpty()) {
      output.note("Temporal no longer keeps that run; this is what its stage remembers.");
      output.say(new History(ended.key().application(), ended.key().stage(), List.of(ended)));
      return ExitCode.of(outcome);
    }
    ExitCode exit = ExitCode.of(result.get().outcome());
    watched.ended(result.get(), exit);
    return exit;
  }

  /** When a run is stopped from outside, its stage starts another that puts the hosts back. */
  private ExitCode watchRecovery(RunKey broken, RunBrokenException how)
      throws InterruptedException {
    Optional<RunSummary> recovery = awaitRecovery(broken);
    if (recovery.isEmpty()) {
      throw broken(broken, String.valueOf(how.getMessage()), how);
    }
    output.note("%s. Its stage puts the hosts back now.".formatted(how.getMessage()));
    return watch(recovery.get().key(), Watching::recovered);
  }

  /** What is told of a run that was stopped from outside. */
  private static ProblemException broken(RunKey key, String how, @Nullable Throwable cause) {
    return new ProblemException(
        ExitCode.BROKEN,
        "%s, so that it could not put anything back itself. Hosts may serve different releases: slipway releases %s shows what they serve, slipway status %s whether they are being put back."
            .formatted(how, key.stage(), key.stage()),
        cause);
  }

  private static ExitCode recovered(RunOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED, SUCCEEDED_WITH_EXCEPTIONS, REVERTED, UNTOUCHED, REJECTED -> ExitCode.REVERTED;
      case REVERTED_EXCEPT -> ExitCode.PARTIAL;
    };
  }

  private Optional<RunSummary> awaitRecovery(RunKey broken) throws InterruptedException {
    long deadline = System.nanoTime() + RECOVERY_WITHIN.toNanos();
    while (true) {
      StageStatus status =
          cluster
              .stages()
              .status(broken.application(), broken.stage())
              .orElse(new StageStatus(null, List.of()));
      Optional<RunSummary> recovery =
          Stream.concat(Optional.ofNullable(status.current()).stream(), status.history().stream())
              .filter(r -> recovers(r, broken))
              .findFirst();
      boolean settled = status.current() == null && recorded(status, broken);
      if (recovery.isPresent() || settled || System.nanoTime() > deadline) {
        return recovery;
      }
      Thread.sleep(INTERVAL);
    }
  }

  private static boolean recorded(StageStatus status, RunKey broken) {
    return status.history().stream().anyMatch(r -> r.key().equals(broken));
  }

  /** Nobody can ask for a run of another kind than these two: it is the stage's own. */
  private static boolean recovers(RunSummary run, RunKey broken) {
    return run.key().kind() != RunKind.DEPLOY
        && run.key().kind() != RunKind.ROLLBACK
        && run.key().id().compareTo(broken.id()) > 0;
  }
}
