package io.slipway.release;

import io.slipway.contract.StepOutput;
import io.slipway.shell.Pulse;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;

/**
 * The running attempt of an activity.
 *
 * @param scheduledAt when it was scheduled, in milliseconds by the server's clock: with the run's
 *     id the token by which hosts refuse older attempts
 * @param owner the activity, whichever attempt
 * @param pulse beats, and throws when the attempt shall end
 * @param output what goes out with the beats
 * @param secrets of its run
 * @param feeds what goes to the log
 */
record Attempt(
    long scheduledAt,
    String owner,
    Pulse pulse,
    LiveOutput output,
    HostSecrets secrets,
    LogFeeds feeds) {

  /** An attempt that does not know of any secrets yet. */
  Attempt(long scheduledAt, String owner, Pulse pulse, LiveOutput output) {
    this(scheduledAt, owner, pulse, output, HostSecrets.UNKNOWN, new LogFeeds());
  }

  Attempt with(HostSecrets known) {
    return new Attempt(scheduledAt, owner, pulse, output, known, feeds);
  }

  /** The first attempt, of whose output nobody hears. */
  Attempt(long scheduledAt, String owner, Pulse pulse) {
    this(scheduledAt, owner, pulse, new LiveOutput());
  }

  static Attempt current() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ActivityInfo info = context.getInfo();
    LiveOutput output =
        info.getAttempt() == 1
            ? new LiveOutput()
            : new LiveOutput(context.getHeartbeatDetails(StepOutput.class).orElse(null));
    return new Attempt(
        info.getCurrentAttemptScheduledTimestamp(),
        info.getWorkflowRunId() + "/" + info.getActivityId(),
        new LateBeats(() -> context.heartbeat(output.told()), output, System::nanoTime),
        output);
  }

  /** Beats on although the attempt shall end: for what must still be put in order. */
  Attempt ending() {
    return new Attempt(
        scheduledAt,
        owner,
        () -> {
          try {
            pulse.beat();
          } catch (ActivityCanceledException expected) {
            // It is known already, and this is what is being done about it.
          }
        },
        output,
        secrets,
        feeds);
  }

  /** Whether it ends because its workflow wants so, and not because this worker stops. */
  static boolean cancelled(ActivityCompletionException e) {
    return e instanceof ActivityCanceledException;
  }
}
