package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Asks for deploys by a schedule.
 *
 * @param name of the schedule, which no other of the stage has
 * @param deploy what is asked for each time, as it was when the schedule was made
 * @param proof the same order, signed, which then goes before; null for one that is not signed
 */
public record ScheduleOrder(
    String name, DeployRequest deploy, Timing timing, @Nullable SignedRequest proof) {

  /** The same for another deploy, without what has proven it. */
  public ScheduleOrder deploy(DeployRequest other) {
    return new ScheduleOrder(name, other, timing, null);
  }

  /** The same, with the statement that it is made in. */
  public ScheduleOrder with(SignedRequest signed) {
    return new ScheduleOrder(name, deploy, timing, signed);
  }
}
