package io.slipway.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** How log lines and messages say things. */
public final class Text {
  private Text() {}

  static String of(Duration duration) {
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  static String counted(int number, String noun, String plural) {
    return number + " " + (number == 1 ? noun : plural);
  }

  /** The innermost reason of a failure, on one line, without a full stop. */
  public static String reason(Throwable failure) {
    Throwable innermost =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).reduce(failure, (a, b) -> b);
    String message = innermost.getMessage();
    String text = message == null ? innermost.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse(text).replaceAll("\\.+$", "");
  }
}
