package io.slipway.starter.output;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people read them, in the zone that release ids are in. */
final class Times {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  private Times() {}

  static String words(Instant instant) {
    return FORM.format(instant.atOffset(ZoneOffset.UTC));
  }
}
