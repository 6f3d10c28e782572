package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * What balancers are told of a host. Every method looks before it acts, so that a second attempt
 * finds what the first one did; what failures are like is said at {@link HostActivities}. A
 * balancer that cannot be told anything is {@link FailureType#BALANCER_UNREACHABLE}.
 */
@ActivityInterface(namePrefix = "Traffic")
public interface TrafficActivities {

  /**
   * Step {@code drain}: no new visitors are sent to the host, and those that are there end, or have
   * had the time for it. It is remembered beside the balancer that this was done; a host that was
   * out before by other hands is left to them.
   */
  @ActivityMethod
  HostReport drain(HostOrder order);

  /**
   * Step {@code undrain}, where {@link #drain} has taken the host out, in whichever run: verifies
   * the host, lets visitors to it, and ends when the balancer sees it as up. A host that serves
   * nothing ({@link HostOrder#release} is null) stays out.
   */
  @ActivityMethod
  HostReport undrain(HostOrder order);

  /**
   * Whether the first of the balancer's machines can be told, and knows every host of the target.
   * Changes nothing. The report and the failure bear the machine's name.
   */
  @ActivityMethod
  HostReport check(HostOrder order);

  /** To which of the order's hosts visitors are sent. Changes nothing. */
  @ActivityMethod
  Crowd crowd(HostOrder order);

  /**
   * Step {@code move}: lets all incoming hosts in and takes all others out, in one step on each
   * part of the balancer, and ends when the incoming are up everywhere and the others' visitors are
   * gone, or have had the time for it. Verifies the incoming first, unless it moves back. Where
   * they do not come up, all is moved back before it fails. What other hands have taken out stays
   * out.
   */
  @ActivityMethod
  HostReport move(MoveOrder order);
}
