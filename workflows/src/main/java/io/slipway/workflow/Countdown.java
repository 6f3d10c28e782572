package io.slipway.workflow;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits for the end of a time that stands still as its clock does. */
final class Countdown {
  /** Since 2026-11-30. What began before has no deadlines, whatever its rollout says. */
  private static final String CHANGE = "deadlines";

  private Countdown() {}

  /** Whether this workflow knows of deadlines. Asked only where there is one. */
  static boolean known() {
    return Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
  }

  /**
   * Whether the time has passed; false as soon as nobody wants to know any more.
   *
   * @param over whether that is so
   */
  static boolean passes(Duration time, StoppableClock clock, BooleanSupplier over) {
    Instant end = clock.now().plus(time);
    try {
      while (!over.getAsBoolean()) {
        Duration left = Duration.between(clock.now(), end);
        if (!left.isPositive()) {
          return true;
        }
        if (clock.stopped()) {
          Workflow.await(() -> over.getAsBoolean() || !clock.stopped());
        } else {
          count(left, () -> over.getAsBoolean() || clock.stopped());
        }
      }
    } catch (CanceledFailure e) {
      // Whoever has cancelled it has an end of its own.
    }
    return false;
  }

  private static void count(Duration left, BooleanSupplier otherwise) {
    List<Promise<Void>> timer = new ArrayList<>(1);
    CancellationScope scope =
        Workflow.newCancellationScope(() -> timer.add(Workflow.newTimer(left)));
    scope.run();
    try {
      Workflow.await(() -> timer.getFirst().isCompleted() || otherwise.getAsBoolean());
    } finally {
      scope.cancel();
    }
  }
}
