package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a schedule's workflow cannot ask another workflow itself. */
@ActivityInterface(namePrefix = "Schedule")
public interface ScheduleActivities {
  /**
   * Asks the stage for a deploy, and starts the stage when this is its first.
   *
   * <p>Fails as {@link StageWorkflow#scheduled} does.
   */
  @ActivityMethod
  Answer ask(ScheduledRequest request);

  /** What has become of a deploy that was asked for. */
  @ActivityMethod
  AskedRun look(AskedRun asked);
}
