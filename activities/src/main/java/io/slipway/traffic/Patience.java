package io.slipway.traffic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for all parts of a balancer, beating meanwhile. */
final class Patience {
  private static final Duration PACE = Duration.ofMillis(500);

  private Patience() {}

  /** Looks again until all are as they should be; returns those that never were. */
  static Map<BalancerLink, Standing> until(
      Map<BalancerLink, Standing> first, Predicate<Standing> good, Duration limit, Turn turn) {
    long deadline = System.nanoTime() + limit.toNanos();
    Map<BalancerLink, Standing> open = new LinkedHashMap<>(first);
    open.values().removeIf(good);
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      turn.pulse().beat();
      pause();
      open.replaceAll((link, standing) -> link.look());
      open.values().removeIf(good);
    }
    return open;
  }

  /**
   * Looks at both halves of a stage until all are as they should be; returns those that are not.
   */
  static <T> List<T> untilNone(Supplier<List<T>> bad, Duration limit, Turn turn) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<T> left = bad.get();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      turn.pulse().beat();
      pause();
      left = bad.get();
    }
    return left;
  }

  private static void pause() {
    pause(PACE);
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a balancer was looked at", e);
    }
  }
}
