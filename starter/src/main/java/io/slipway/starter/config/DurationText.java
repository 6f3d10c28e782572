package io.slipway.starter.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 500ms}, {@code
 * 1d}; ISO 8601 ({@code PT5M}) as well. Units go from large to small, and none may be missing.
 */
public final class DurationText {
  static final String PATTERN =
      "^(?=[0-9P])(?:[0-9]{1,6}d)?(?:[0-9]{1,6}h)?(?:[0-9]{1,6}m(?!s))?(?:[0-9]{1,6}s)?(?:[0-9]{1,6}ms)?$"
          + "|^P(?=[0-9T])(?:[0-9]{1,6}D)?(?:T(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}(?:\\.[0-9]{1,3})?S)?)?$";

  /** Longest duration that the file may hold. */
  static final Duration MOST = Duration.ofDays(7);

  private static final Pattern WHOLE = Pattern.compile(PATTERN);
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private DurationText() {}

  /**
   * @param positive whether none at all is refused
   * @throws IllegalArgumentException with the reason in a sentence without its full stop
   */
  public static Duration parse(String text, boolean positive) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s is not a valid duration".formatted(TextRules.quoted(text)));
    }
    Duration duration = text.startsWith("P") ? Duration.parse(text) : parts(text);
    if (positive && duration.isZero()) {
      throw new IllegalArgumentException("%s is no time at all".formatted(text));
    }
    if (duration.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("%s is longer than 7 days".formatted(text));
    }
    return duration;
  }

  private static Duration parts(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("the two patterns of durations differ");
    }
    return Duration.ofDays(number(parts, 1))
        .plusHours(number(parts, 2))
        .plusMinutes(number(parts, 3))
        .plusSeconds(number(parts, 4))
        .plusMillis(number(parts, 5));
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
