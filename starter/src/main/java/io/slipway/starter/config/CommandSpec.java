package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of a step that a list may hold, whichever keys it knows. */
sealed interface CommandSpec permits BuildSpec, StepSpec, RestartSpec, HookSpec {
  String ONCE =
      "Whether one host runs it for all: the role's primary, else the first of its hosts that the"
          + " run deploys to.";

  String ON = "The role whose hosts run it. Without it, all hosts do.";

  String TIMEOUT = "Longest run, after which it is killed and counts as failed.";

  @Nullable String run();

  /** The worker's command that runs in its place. */
  default @Nullable String worker() {
    return null;
  }

  @Nullable String on();

  default @Nullable Boolean once() {
    return null;
  }

  @Nullable Duration timeout();

  @Nullable Duration idleTimeout();

  @Nullable List<@Nullable String> secrets();

  /** Whether one host runs it for all. */
  default boolean runsOnce() {
    return Boolean.TRUE.equals(once());
  }
}
