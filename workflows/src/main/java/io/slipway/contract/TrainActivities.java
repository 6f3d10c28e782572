package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a train cannot ask another workflow itself. */
@ActivityInterface(namePrefix = "Train")
public interface TrainActivities {
  /**
   * Asks a stage for a step, and starts the stage when this is its first.
   *
   * <p>Fails as {@link StageWorkflow#train} does.
   */
  @ActivityMethod
  TrainAnswer ask(TrainRequest request);
}
