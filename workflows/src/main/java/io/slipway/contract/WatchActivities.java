package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a watch needs besides hosts. */
@ActivityInterface(namePrefix = "Watch")
public interface WatchActivities {
  /** What the stage knows of itself; of one that was never used, that it knows nothing. */
  @ActivityMethod
  StageStatus stage(ApplicationName application, StageName stage);

  /** Runs the command with the news on its standard input, and fails unless it ends with 0. */
  @ActivityMethod
  void tell(DriftNews news);
}
