package io.slipway.workflow;

import io.slipway.contract.BatchHold;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.function.BooleanSupplier;

/** Lets the hosts of a batch begin, and their next steps, when the run wants that. */
final class BatchGate {
  final StoppableClock clock = new StoppableClock();
  private int number;
  private boolean held;
  private boolean steps;
  private boolean closed;

  void hold(BatchHold order) {
    if (order.number() <= number) {
      return; // Signals may overtake one another.
    }
    number = order.number();
    held = order.on();
    steps = order.on() && order.steps();
    if (held) {
      clock.stop();
    } else {
      clock.start();
    }
  }

  /** No further host begins. */
  void close() {
    closed = true;
  }

  /** Waits while the batch is held; returns whether the next host begins. */
  boolean lets() {
    await(() -> !held || closed);
    return !closed && !CancellationScope.current().isCancelRequested();
  }

  /** Waits where a host stands well between two of its steps, if those are held, too. */
  void betweenSteps() {
    await(() -> !steps || closed);
  }

  private static void await(BooleanSupplier open) {
    if (open.getAsBoolean()) {
      return;
    }
    try {
      Workflow.await(open::getAsBoolean);
    } catch (CanceledFailure ignored) {
      // What comes next is told so, too.
    }
  }
}
