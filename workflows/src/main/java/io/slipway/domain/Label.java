package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A zone or a tag of a host, such as {@code eu-1a} or {@code canary}: 1 to 64 characters. */
public record Label(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Label {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "label '%s' is not valid: use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"
              .formatted(PlainText.of(value)));
    }
  }

  public static Label of(String value) {
    return new Label(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
