package io.slipway.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/** The time that a workflow may go by: the same whenever it is replayed. */
final class WorkflowTime {
  private WorkflowTime() {}

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
