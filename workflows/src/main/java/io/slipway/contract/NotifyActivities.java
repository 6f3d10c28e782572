package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What tells people and programs of runs. */
@ActivityInterface(namePrefix = "Notify")
public interface NotifyActivities {

  /**
   * Tells the notifier, once however often it is tried. Fails with {@link
   * FailureType#NOTIFIER_UNREACHABLE} when a later attempt may get through, and with {@link
   * FailureType#NOTIFIER_UNUSABLE} when none will, or when it is not known whether one has.
   */
  @ActivityMethod
  void tell(Notice notice);
}
