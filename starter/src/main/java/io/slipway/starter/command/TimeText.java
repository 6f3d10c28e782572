package io.slipway.starter.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine;

/** Single times as options have them. */
final class TimeText {
  private TimeText() {}

  /**
   * A time to the second.
   *
   * @throws CommandLine.ParameterException when it is none
   */
  static Instant instant(CommandLine command, String option, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      throw new CommandLine.ParameterException(
          command,
          "%s: write the time with its offset, such as 2026-12-01T22:00+01:00".formatted(option),
          e);
    }
  }
}
