package io.slipway.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of the user's that a deploy runs on hosts, in the directory of a release; a build also
 * on the worker.
 *
 * @param run what {@code sh} runs
 * @param undo what undoes it on a revert; null when nothing does
 * @param on the role whose hosts run it; null for all hosts
 * @param once whether only one host runs it: of a build the role's first, whose tree all others
 *     get; else the role's primary, or else its first
 * @param timeout longest run before it counts as failed and is killed
 * @param idleTimeout longest time without output before it counts as failed and is killed; null
 *     when it may be silent
 * @param irreversible whether nobody can go back behind it by a revert alone
 * @param ifChanged paths of the release; where the live release has the same below all of them, it
 *     is skipped. Empty when it always runs
 * @param secrets names of the secrets that its environment has, and that of nothing else
 * @param worker the command of the worker's that builds for all in place of {@code run}; null where
 *     hosts run it
 */
public record Step(
    String run,
    @Nullable String undo,
    @Nullable Role on,
    boolean once,
    Duration timeout,
    @Nullable Duration idleTimeout,
    boolean irreversible,
    List<String> ifChanged,
    List<String> secrets,
    @Nullable String worker) {
  /**
   * What a worker of before has a host run, which knows of no build on workers: it must not go on
   * with what nobody has built.
   */
  private static final String TOO_OLD =
      "echo 'steps.build runs on the worker, and this worker is too old for that: upgrade all"
          + " workers' >&2; exit 69";

  public Step {
    ifChanged = ifChanged == null ? List.of() : List.copyOf(ifChanged);
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
  }

  /** A step that may be silent, can be undone or needs no undo, and always runs. */
  public Step(
      String run, @Nullable String undo, @Nullable Role on, boolean once, Duration timeout) {
    this(run, undo, on, once, timeout, null, false, List.of());
  }

  /** A step that hosts run. */
  public Step(
      String run,
      @Nullable String undo,
      @Nullable Role on,
      boolean once,
      Duration timeout,
      @Nullable Duration idleTimeout,
      boolean irreversible,
      List<String> ifChanged,
      List<String> secrets) {
    this(run, undo, on, once, timeout, idleTimeout, irreversible, ifChanged, secrets, null);
  }

  /** A step without secrets. */
  public Step(
      String run,
      @Nullable String undo,
      @Nullable Role on,
      boolean once,
      Duration timeout,
      @Nullable Duration idleTimeout,
      boolean irreversible,
      List<String> ifChanged) {
    this(run, undo, on, once, timeout, idleTimeout, irreversible, ifChanged, List.of());
  }

  /** A build on the worker, for all hosts. */
  public static Step ofWorker(WorkerCommand command) {
    return new Step(
        TOO_OLD,
        null,
        null,
        true,
        command.timeout(),
        null,
        false,
        List.of(),
        List.of(),
        command.name());
  }

  /** What the worker runs in its place; null where hosts run it. */
  public @Nullable WorkerCommand workerCommand() {
    return worker == null ? null : new WorkerCommand(worker, timeout);
  }

  public boolean runsOn(Host host) {
    return on == null || host.plays(on);
  }
}
