package io.slipway.rollout;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people say them: {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}. */
public final class Durations {
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
    return both(seconds / 3600, "h", seconds % 3600 / 60, "min");
  }

  private static String both(long many, String unit, long few, String smaller) {
    return few == 0
        ? "%d %s".formatted(many, unit)
        : "%d %s %d %s".formatted(many, unit, few, smaller);
  }
}
