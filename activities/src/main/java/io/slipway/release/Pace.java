package io.slipway.release;

import java.time.Duration;

/**
 * How long scripts wait on a host.
 *
 * @param lock for another script of ours to end
 * @param patience for a command of the user's, before the script ends and is sent again
 * @param news the same once there is new output of it, grown by as much each time
 * @param grace from TERM to KILL
 * @param leastRoom free kilobytes below which a host counts as full
 */
record Pace(Duration lock, Duration patience, Duration news, Duration grace, int leastRoom) {
  private static final int SLOWEST = 5;

  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          16 * 1024);

  /** How long to wait for news after so many times: who talks much is heard less often. */
  Duration news(int times) {
    return news.multipliedBy(Math.min(SLOWEST, times + 1));
  }
}
