package io.slipway.workflow;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Workflow time without that for which somebody had paused the work: deadlines go by it. */
final class StoppableClock {
  private Duration stood = Duration.ZERO;
  private @Nullable Instant stopped;

  Instant now() {
    Instant at = stopped == null ? WorkflowTime.now() : stopped;
    return at.minus(stood);
  }

  /** Whether it stands still. */
  boolean stopped() {
    return stopped != null;
  }

  void stop() {
    stopped = stopped == null ? WorkflowTime.now() : stopped;
  }

  void start() {
    if (stopped != null) {
      stood = stood.plus(Duration.between(stopped, WorkflowTime.now()));
      stopped = null;
    }
  }
}
