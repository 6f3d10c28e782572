package io.slipway.domain;

import java.time.Duration;

/**
 * How a request waits for a stage that is busy.
 *
 * @param queueFor how long at most, more than nothing and no longer than seven days; then it is
 *     given up
 */
public record Queueing(WhenBusy whenBusy, Duration queueFor) {
  public static final Duration DEFAULT_QUEUE_FOR = Duration.ofHours(24);

  private static final Duration MOST = Duration.ofDays(7);

  public Queueing {
    whenBusy = whenBusy == null ? WhenBusy.REFUSE : whenBusy;
    queueFor = queueFor == null ? DEFAULT_QUEUE_FOR : queueFor;
    // Whoever sends more has not read it from a file; a line must empty some day.
    queueFor = queueFor.compareTo(MOST) > 0 ? MOST : queueFor;
  }

  /** Waits not at all. */
  public static Queueing refuse() {
    return new Queueing(WhenBusy.REFUSE, DEFAULT_QUEUE_FOR);
  }
}
