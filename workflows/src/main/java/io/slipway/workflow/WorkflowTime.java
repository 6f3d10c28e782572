package io.slipway.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The time that a workflow may go by: the same whenever it is replayed. */
final class WorkflowTime {
  private WorkflowTime() {}

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /**
   * Waits until something is so, but no longer than to a time.
   *
   * @param until null for as long as it takes
   */
  static void await(@Nullable Instant until, Supplier<Boolean> condition) {
    if (until == null) {
      Workflow.await(condition);
      return;
    }
    Duration patience = Duration.between(now(), until);
    if (patience.isPositive()) {
      boolean unused = Workflow.await(patience, condition);
    }
  }
}
