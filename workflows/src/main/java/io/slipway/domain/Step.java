package io.slipway.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of the user's that a deploy runs on hosts, in the directory of a release.
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
    List<String> secrets) {

  public Step {
    ifChanged = ifChanged == null ? List.of() : List.copyOf(ifChanged);
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
  }

  /** A step that may be silent, can be undone or needs no undo, and always runs. */
  public Step(
      String run, @Nullable String undo, @Nullable Role on, boolean once, Duration timeout) {
    this(run, undo, on, once, timeout, null, false, List.of());
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

  public boolean runsOn(Host host) {
    return on == null || host.plays(on);
  }
}
