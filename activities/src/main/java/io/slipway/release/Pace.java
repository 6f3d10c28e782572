package io.slipway.release;

import java.time.Duration;

/**
 * How long scripts wait on a host.
 *
 * @param lock for another script of ours to end
 * @param patience for a command of the user's, before the script ends and is sent again
 * @param grace from TERM to KILL
 * @param leastRoom free kilobytes below which a host counts as full
 */
record Pace(Duration lock, Duration patience, Duration grace, int leastRoom) {
  static final Pace USUAL =
      new Pace(Duration.ofSeconds(60), Duration.ofMinutes(2), Duration.ofSeconds(10), 16 * 1024);
}
