package io.slipway.rollout;

import java.time.Duration;
import java.util.Locale;

/**
 * Lengths of time as people say them: {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 8 d 2
 * h}.
 */
public final class Durations {
  private static final long DAY = 86_400;
  private static final long WEEK = 7 * DAY;

  private Durations() {}

  public static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return both(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < WEEK) {
      return both(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return both(seconds / DAY, "d", seconds % DAY / 3600, "h");
  }

  private static String both(long many, String unit, long few, String smaller) {
    return few == 0
        ? "%d %s".formatted(many, unit)
        : "%d %s %d %s".formatted(many, unit, few, smaller);
  }
}
