package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What can be asked of a canary while it bakes. */
@ActivityInterface(namePrefix = "Canary")
public interface CanaryActivities {

  /** Measures once. Changes nothing; where nobody answers, that is what was found. */
  @ActivityMethod
  Measured measure(MeasureOrder order);
}
