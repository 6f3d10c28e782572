package io.slipway.traffic;

import io.slipway.domain.HostName;
import java.util.Map;

/**
 * The way to one part of a balancer, to speak of both halves of a stage. As with {@link
 * BalancerLink}, what is done is noted there before it is done, and all methods may be called
 * again.
 */
interface MoveLink {
  /** What people call this part. */
  String name();

  /**
   * Changes nothing. A host is {@link Standing.Place#IN} as soon as visitors are sent to it, and as
   * long as they are.
   */
  Map<HostName, Standing> look(Sides sides);

  /**
   * Lets all that come in and takes all that go out in one step, but for those that other hands
   * have taken out. Fails before it has changed anything when nobody would be left.
   */
  Map<HostName, Standing> move(Sides sides);

  /** Removes the notes of those that have come. */
  void settle(Sides sides);
}
