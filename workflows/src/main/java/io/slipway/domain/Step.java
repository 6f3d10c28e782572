package io.slipway.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command of the user's that a deploy runs on hosts, in the release's directory.
 *
 * @param run what {@code sh} runs
 * @param undo what undoes it on a revert; null when nothing does
 * @param on the role whose hosts run it; null for all hosts
 * @param once whether only one host runs it: the role's primary, or else its first
 * @param timeout longest run before it counts as failed and is killed
 */
public record Step(
    String run, @Nullable String undo, @Nullable Role on, boolean once, Duration timeout) {

  public boolean runsOn(Host host) {
    return on == null || host.plays(on);
  }
}
