package io.slipway.traffic;

import org.jspecify.annotations.Nullable;

/**
 * What one part of a balancer says of a host.
 *
 * @param already whether an earlier attempt had done what was asked for
 * @param connections how many the host still has; null when nobody counts them
 * @param up whether visitors are sent to it
 * @param fit whether visitors would be sent to it if it were let in; true also where the balancer
 *     looks only at hosts that are in
 * @param words what the balancer itself calls it
 */
record Standing(
    Place place,
    boolean already,
    @Nullable Integer connections,
    boolean up,
    boolean fit,
    String words) {

  /** Who has put the host where it is. */
  enum Place {
    /** Visitors are sent to it, and none of our notes is left. */
    IN,
    /** We have taken it out, and have not yet seen it come back. */
    OURS,
    /** It is out, and not by us. */
    FOREIGN,
    /** We had taken it out, and other hands have changed that since. */
    TAKEN
  }

  /** The same, where an earlier attempt had done what was asked for. */
  Standing done() {
    return new Standing(place, true, connections, up, fit, words);
  }

  boolean ours() {
    return place == Place.OURS;
  }

  /** Whether nobody is on the host any more; false also when nobody counts. */
  boolean empty() {
    return connections != null && connections == 0;
  }
}
