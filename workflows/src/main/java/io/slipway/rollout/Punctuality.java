package io.slipway.rollout;

import io.slipway.contract.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Whether something is done at the time that it was meant for. */
public enum Punctuality {
  /** Now is the time. */
  DUE,
  /** It was the time, and is too long ago. */
  LATE,
  /** It is none of the times. */
  NOT_DUE;

  /** What was missed longer ago than this is not made up for. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  /** Clocks of two machines differ by no more. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /**
   * @param due which time is meant
   */
  public static Punctuality of(Timing timing, Instant due, Instant now) {
    if (now.isBefore(due.minus(AHEAD)) || !has(timing, due)) {
      return NOT_DUE;
    }
    return now.isAfter(due.plus(WINDOW)) ? LATE : DUE;
  }

  private static boolean has(Timing timing, Instant due) {
    Instant at = timing.at();
    try {
      return at != null
          ? at.truncatedTo(ChronoUnit.SECONDS).equals(due)
          : CronTimes.of(
                  Objects.requireNonNullElse(timing.cron(), ""),
                  Objects.requireNonNullElse(timing.zone(), ZoneOffset.UTC))
              .has(due);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  /** The next times after an instant, at most so many. */
  public static List<Instant> next(Timing timing, Instant after, int count) {
    Instant at = timing.at();
    if (at != null) {
      return at.isAfter(after) ? List.of(at) : List.of();
    }
    return CronTimes.of(
            Objects.requireNonNull(timing.cron()), Objects.requireNonNull(timing.zone()))
        .after(after, count);
  }
}
