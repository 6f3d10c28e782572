package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * An absolute path on a host, without {@code .}, {@code ..}, empty segments or control characters,
 * and never the root directory.
 */
public record RemotePath(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RemotePath {
    String fault = faultOf(value);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(
          "path '%s' is not valid: %s".formatted(PlainText.of(value), fault));
    }
  }

  public static RemotePath of(String value) {
    return new RemotePath(value);
  }

  /** This path with a relative one below it; the result obeys the same rules. */
  public RemotePath resolve(String relative) {
    return new RemotePath(value + "/" + relative);
  }

  private static String faultOf(String value) {
    if (!value.startsWith("/")) {
      return "it must be absolute";
    }
    if (!PlainText.of(value).equals(value)) {
      return "it holds a control character";
    }
    boolean oddSegment =
        Arrays.stream(value.substring(1).split("/", -1))
            .anyMatch(s -> s.isEmpty() || s.equals(".") || s.equals(".."));
    return oddSegment ? "it must name a directory below /, without '.', '..' or '//'" : "";
  }

  @Override
  public String toString() {
    return value;
  }
}
