package io.slipway.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are switched before all others, and watched.
 *
 * @param hosts how many, spread over zones; null where {@code tag} says which
 * @param tag those that have this tag; null where {@code hosts} says how many
 * @param bake how long they serve before the others are switched; longer when checks take longer
 * @param checks all must pass; empty when only time is to pass
 */
public record Canary(
    @Nullable BatchSize hosts, @Nullable Label tag, Duration bake, List<CanaryCheck> checks) {
  public static final Duration DEFAULT_BAKE = Duration.ofMinutes(5);

  public Canary {
    checks = checks == null ? List.of() : List.copyOf(checks);
    if ((hosts == null) == (tag == null)) {
      throw new IllegalArgumentException("rollout.canary: give either hosts or tag");
    }
  }
}
