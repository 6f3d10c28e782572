package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A role that hosts of a stage play, such as {@code web} or {@code db}: 1 to 64 characters. */
public record Role(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Role {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' is not valid: use letters, digits, '_' and '-', at most 64, starting with a letter or digit"
              .formatted("role", PlainText.of(value)));
    }
  }

  public static Role of(String value) {
    return new Role(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
