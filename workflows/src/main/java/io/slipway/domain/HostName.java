package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name by which people and messages call a host; unique within a stage, 1 to 253 characters.
 */
public record HostName(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,252}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public HostName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' is not valid: use letters, digits, '.', '_', ':' and '-', at most 253, starting with a letter or digit"
              .formatted("host name", PlainText.of(value)));
    }
  }

  public static HostName of(String value) {
    return new HostName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
