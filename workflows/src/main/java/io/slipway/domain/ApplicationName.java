package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of an application, as in {@code application:} of slipway.yml: 1 to 64 characters. */
public record ApplicationName(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ApplicationName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' is not valid: use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"
              .formatted("application name", PlainText.of(value)));
    }
  }

  public static ApplicationName of(String value) {
    return new ApplicationName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
