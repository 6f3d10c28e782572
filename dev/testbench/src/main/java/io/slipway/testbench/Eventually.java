package io.slipway.testbench;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Polls for something that other threads or processes bring about, up to a deadline. Attempts that
 * take long are made less often, so that looking does not hold up what is looked for.
 */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private Eventually() {}

  /** Waits until the condition holds; fails with what was awaited when the time is over. */
  public static void within(Duration limit, String awaited, BooleanSupplier condition) {
    get(limit, awaited, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a value, and returns it. */
  public static <T> T get(Duration limit, String awaited, Supplier<Optional<T>> attempt) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long began = System.nanoTime();
      Optional<T> found = attempt.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError("waited %s for %s, in vain".formatted(limit, awaited));
      }
      pause(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** Repeats assertions until they pass; when the time is over, their last failure is thrown. */
  public static void passes(Duration limit, Runnable assertions) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long began = System.nanoTime();
      try {
        assertions.run();
        return;
      } catch (AssertionError failed) {
        if (System.nanoTime() - deadline >= 0) {
          throw failed;
        }
      }
      pause(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private static void pause(Duration attempt) {
    Duration pause = attempt.compareTo(PAUSE) < 0 ? PAUSE : attempt;
    try {
      Thread.sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while polling", e);
    }
  }
}
