package io.slipway.testbench;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Polls for something that other threads or processes bring about, up to a deadline. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /** Waits until the condition holds; fails with what was awaited when the time is over. */
  public static void within(Duration limit, String awaited, BooleanSupplier condition) {
    get(limit, awaited, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a value, and returns it. */
  public static <T> T get(Duration limit, String awaited, Supplier<Optional<T>> attempt) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = attempt.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError("waited %s for %s, in vain".formatted(limit, awaited));
      }
      pause();
    }
  }

  /** Repeats assertions until they pass; when the time is over, their last failure is thrown. */
  public static void passes(Duration limit, Runnable assertions) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        assertions.run();
        return;
      } catch (AssertionError failed) {
        if (System.nanoTime() - deadline >= 0) {
          throw failed;
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while polling", e);
    }
  }
}
