package io.slipway.ssh;

import io.slipway.shell.Pulse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How an activity's thread waits for what other threads do: in slices, with a beat after each. */
final class Waiting {
  /** Less than the five seconds that are promised, and short enough for an abort to be felt. */
  static final Duration SLICE = Duration.ofSeconds(2);

  private Waiting() {}

  /** The time was over before the result was there. */
  static final class OverException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** A point in time for {@link System#nanoTime}, from now. */
  static long deadline(Duration limit) {
    return System.nanoTime() + limit.toNanos();
  }

  /** The rest of the time, but not more than a slice. */
  static long sliceUntil(long deadline) {
    return Math.max(0, Math.min(SLICE.toNanos(), deadline - System.nanoTime()));
  }

  /**
   * The result. What the pulse throws leaves from here; so does an interrupt, as a fault.
   *
   * @param doing for messages, completes "tried to …"
   */
  static <T> T on(CompletableFuture<T> result, Pulse pulse, long deadline, String doing)
      throws OverException, ExecutionException {
    pulse.beat();
    while (true) {
      try {
        return result.get(sliceUntil(deadline), TimeUnit.NANOSECONDS);
      } catch (TimeoutException slice) {
        if (deadline - System.nanoTime() <= 0) {
          throw new OverException();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw SshFault.stopping(doing);
      }
      pulse.beat();
    }
  }
}
