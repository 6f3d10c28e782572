package io.slipway.starter.gateway;

import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Gets a call through where many ask the same workflow at once. Temporal has no more than ten
 * requests of one workflow in work at a time, unless {@code history.maxInFlightUpdates} says
 * otherwise. One too many is turned away, and Temporal then lets go of all that it has taken and no
 * worker has accepted yet; those are asked again, too. So each that comes too early sets back all
 * others, and where many come again soon, nobody gets through.
 */
final class Throng {
  /** The last one is said of a workflow whose worker has failed at it three times in a row. */
  private static final Set<Status.Code> TURNED_AWAY =
      EnumSet.of(
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.ABORTED,
          Status.Code.UNAVAILABLE,
          Status.Code.FAILED_PRECONDITION);

  private static final int SHORTEST_REST = 50;
  private static final int FIRST_REST = 500;
  private static final int LONGEST_REST = 30_000;

  /** Ends before others do that wait for the answer, so that the reason is told and not a guess. */
  private static final double PART_OF_PATIENCE = 0.9;

  private Throng() {}

  /**
   * The answer to a call that counts once however often it is made.
   *
   * @throws RuntimeException what the last call threw, once patience is nearly at its end
   */
  static <T> T through(Patience patience, Supplier<T> call) {
    Duration longest =
        Duration.ofMillis((long) (patience.giveUpAfter().toMillis() * PART_OF_PATIENCE));
    return patience.await(() -> insist(call, System.nanoTime() + longest.toNanos()));
  }

  private static <T> T insist(Supplier<T> call, long deadline) {
    for (int most = FIRST_REST; ; most = Math.min(2 * most, LONGEST_REST)) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        // Not all of them come back at the same instant, and less often where that did not help.
        int rest = ThreadLocalRandom.current().nextInt(SHORTEST_REST, most);
        if (!turnedAway(e) || deadline - System.nanoTime() < Duration.ofMillis(rest).toNanos()) {
          throw e;
        }
        sleep(rest);
      }
    }
  }

  private static boolean turnedAway(RuntimeException e) {
    return Away.status(e).map(Status::getCode).filter(TURNED_AWAY::contains).isPresent();
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking a stage", e);
    }
  }
}
