package io.slipway.aws;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why something could not be had, in a line. */
final class Reason {
  private static final int MOST = 300;

  private Reason() {}

  /** What lies at the bottom of it, since what wraps it says no more than that it failed. */
  static String of(Throwable failure) {
    Throwable bottom = failure;
    while (bottom.getCause() != null) {
      bottom = bottom.getCause();
    }
    String words = words(bottom.getMessage());
    return switch (bottom) {
      case UnknownHostException e -> "the name %s is not known here".formatted(words);
      case SocketTimeoutException e -> "no answer in time (%s)".formatted(words);
      case SSLException e -> "TLS: %s".formatted(words);
      default -> words.isEmpty() ? bottom.getClass().getSimpleName() : words;
    };
  }

  /** One line that is safe to print, and not endless. */
  static String words(@Nullable String message) {
    String line = message == null ? "" : message.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    String open = line.replaceAll("\\.+$", "");
    return open.length() > MOST ? open.substring(0, MOST - 3) + "..." : open;
  }
}
