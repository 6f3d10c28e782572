package io.slipway.starter.gateway;

import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Gets a call through where many ask the same workflow at once: Temporal takes no more than ten
 * requests of one workflow at a time, turns the others away, and may let go of those that it has
 * taken.
 */
final class Throng {
  /** Somewhat less than what a worker's answer is waited for. */
  private static final Duration LONGEST = Duration.ofSeconds(140);

  private static final Set<Status.Code> TURNED_AWAY =
      EnumSet.of(Status.Code.RESOURCE_EXHAUSTED, Status.Code.ABORTED, Status.Code.UNAVAILABLE);

  private static final int SHORTEST_REST = 50;
  private static final int FIRST_REST = 500;
  private static final int LONGEST_REST = 4_000;

  private Throng() {}

  /** The answer to a call that counts once however often it is made. */
  static <T> T through(Supplier<T> call) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    for (int most = FIRST_REST; ; most = Math.min(2 * most, LONGEST_REST)) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (!turnedAway(e) || System.nanoTime() > deadline) {
          throw e;
        }
      }
      rest(most);
    }
  }

  private static boolean turnedAway(RuntimeException e) {
    return Away.status(e).map(Status::getCode).filter(TURNED_AWAY::contains).isPresent();
  }

  /**
   * Not all of them come back at the same instant, and less often where that did not help: their
   * asking keeps a busy server from answering.
   */
  private static void rest(int most) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_REST, most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking a stage", e);
    }
  }
}
