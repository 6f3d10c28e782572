package io.slipway.domain;

import java.time.Duration;
import java.util.List;

/**
 * How the switch goes over the fleet.
 *
 * @param batches sizes of the batches in order; the last repeats until no host is left
 * @param bake pause after each batch but the last
 * @param maxParallel most hosts that are worked on at the same time, 1 or more
 * @param attempts how often a host's phase is tried when its failure may pass, 1 or more
 */
public record Rollout(List<BatchSize> batches, Duration bake, int maxParallel, int attempts) {
  public static final int DEFAULT_MAX_PARALLEL = 20;
  public static final int DEFAULT_ATTEMPTS = 5;

  public Rollout {
    batches =
        batches == null || batches.isEmpty()
            ? List.of(new BatchSize(100, true))
            : List.copyOf(batches);
    bake = bake == null ? Duration.ZERO : bake;
    maxParallel = maxParallel == 0 ? DEFAULT_MAX_PARALLEL : maxParallel;
    attempts = attempts == 0 ? DEFAULT_ATTEMPTS : attempts;
    if (maxParallel < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "rollout: max_parallel (%d) and attempts (%d) must be 1 or more"
              .formatted(maxParallel, attempts));
    }
  }
}
