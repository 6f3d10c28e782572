package io.slipway.starter.output;

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
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }
}
