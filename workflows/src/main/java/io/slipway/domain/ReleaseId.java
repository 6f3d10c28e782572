package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A release's directory name: UTC time as {@code yyyyMMddHHmmss}, the form that Capistrano uses, so
 * that names sort by age.
 */
public record ReleaseId(@JsonValue String value) implements Comparable<ReleaseId> {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  /** Java would read years of more digits, too, and signs before them. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{14}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ReleaseId {
    if (!DIGITS.matcher(value).matches()) {
      throw invalid(value, null);
    }
    try {
      LocalDateTime.parse(value, FORM);
    } catch (DateTimeParseException e) {
      throw invalid(value, e);
    }
  }

  private static IllegalArgumentException invalid(String value, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "release id '%s' is not valid: it is a UTC time of 14 digits, yyyyMMddHHmmss"
            .formatted(PlainText.of(value)),
        cause);
  }

  public static ReleaseId of(String value) {
    return new ReleaseId(value);
  }

  /** The id of a release made at this instant; fractions of a second are dropped. */
  public static ReleaseId at(Instant instant) {
    return new ReleaseId(FORM.format(instant.atOffset(ZoneOffset.UTC)));
  }

  public Instant instant() {
    return LocalDateTime.parse(value, FORM).toInstant(ZoneOffset.UTC);
  }

  /** The id one second later: for a second release within one second. */
  public ReleaseId next() {
    return at(instant().plusSeconds(1));
  }

  @Override
  public int compareTo(ReleaseId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
