package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where output of hosts leaves for histories and people: the one place to take anything out of it.
 */
final class Output {
  static final int LIMIT = 4096;

  private Output() {}

  /** Its last 4 KiB. */
  static String tail(String text) {
    return tail(text, LIMIT);
  }

  /** Its last so many bytes. */
  static String tail(String text, int limit) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length <= limit) {
      return text;
    }
    int from = bytes.length - limit;
    while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
      from++;
    }
    return new String(bytes, from, bytes.length - from, UTF_8);
  }

  /** The last line that says something. */
  static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
  }
}
