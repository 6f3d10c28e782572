package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Commands that the operator of a worker has opened. Failures are {@code ApplicationFailure}s whose
 * type is a {@link FailureType} and whose details are the last 4 KiB of the command's output.
 */
@ActivityInterface(namePrefix = "Worker")
public interface WorkerActivities {
  /**
   * Runs nothing, and fails with {@link FailureType#PRECONDITION_FAILED} where one of the commands
   * is not opened, naming all that are not.
   */
  @ActivityMethod
  void opened(CommandsOrder order);

  /**
   * Runs a command to its end. One that a worker has left in the middle is run again by the next
   * attempt; one that has failed is not.
   */
  @ActivityMethod
  StepReport run(CommandOrder order);
}
