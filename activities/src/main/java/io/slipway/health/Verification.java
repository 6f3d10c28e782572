package io.slipway.health;

import io.slipway.shell.Pulse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks until what is seen is right, or the time is over. */
public final class Verification {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(200);

  /** Looked in vain. */
  public record Failed(String came, int tries, Duration took) {}

  private Verification() {}

  /** What was wrong to the end; empty when it became right. */
  public static Optional<Failed> until(Duration within, Pulse pulse, Probe probe) {
    return until(within, 1, pulse, probe);
  }

  /**
   * @param times in a row that it must be right
   */
  public static Optional<Failed> until(Duration within, int times, Pulse pulse, Probe probe) {
    int row = 0;
    long began = System.nanoTime();
    for (int tries = 1; ; tries++) {
      pulse.beat();
      Duration left = within.minusNanos(System.nanoTime() - began);
      Optional<String> came = probe.look(shortest(left));
      row = came.isEmpty() ? row + 1 : 0;
      if (row >= times) {
        return Optional.empty();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      if (took.plus(PAUSE).compareTo(within) >= 0) {
        String right = "the right answer, but only %d times in a row".formatted(row);
        return Optional.of(new Failed(came.orElse(right), tries, took));
      }
      pause();
    }
  }

  private static Duration shortest(Duration left) {
    Duration limit = left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK;
    return limit.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : limit;
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying", e);
    }
  }
}
