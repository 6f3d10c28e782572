package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What is deployed, by its full hash in lower-case hexadecimal: one commit by its SHA-1 or SHA-256,
 * never a branch or tag; or one artifact by the SHA-256 of its archive, never a version.
 */
public record Revision(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Revision {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' is not valid: a revision is a full commit id of 40 or 64 hexadecimal digits"
              .formatted("revision", PlainText.of(value)));
    }
  }

  public static Revision of(String value) {
    return new Revision(value);
  }

  /** The first seven digits, as people quote a commit. */
  public String abbreviated() {
    return value.substring(0, 7);
  }

  @Override
  public String toString() {
    return value;
  }
}
