package io.slipway.traffic;

import io.slipway.shell.Pulse;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/**
 * The running attempt of an activity.
 *
 * @param scheduledAt when it was scheduled, in milliseconds by the server's clock: with the run's
 *     epoch the token by which machines refuse older attempts
 */
record Turn(long scheduledAt, Pulse pulse) {

  static Turn current() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return new Turn(
        context.getInfo().getCurrentAttemptScheduledTimestamp(), () -> context.heartbeat(null));
  }
}
