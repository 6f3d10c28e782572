package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What is kept of all that commands have said on hosts. Polled on {@link TaskQueues#logs}. */
@ActivityInterface(namePrefix = "Log")
public interface LogActivities {

  /** The pieces that come next. That they cannot be read is told in the answer. */
  @ActivityMethod
  LogPage read(LogPageOrder order);
}
