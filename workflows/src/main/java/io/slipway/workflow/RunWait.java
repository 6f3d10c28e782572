package io.slipway.workflow;

import io.slipway.contract.AskedRun;
import io.slipway.contract.Place;
import io.slipway.contract.ScheduleActivities;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Consumer;

/** Waits for the end of a run that a stage was asked for, be it in the stage's line first. */
final class RunWait {
  private static final Duration FIRST_REST = Duration.ofSeconds(2);

  /** A deploy may wait for people for days, and each look is kept. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private RunWait() {}

  /**
   * How it ended, or how it left the line.
   *
   * @param seen told what is known after each look
   */
  static AskedRun end(AskedRun first, Consumer<AskedRun> seen) {
    ScheduleActivities activities = ActivityStubs.schedule();
    AskedRun asked = first;
    Duration rest = FIRST_REST;
    while (asked.ended() == null
        && !(asked.answer() instanceof Place place && place.left() != null)) {
      seen.accept(asked);
      Workflow.sleep(rest);
      rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
      asked = activities.look(asked);
    }
    return asked;
  }
}
