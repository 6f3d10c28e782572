package io.slipway.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts from elsewhere, shortened to so many bytes of UTF-8, with whole characters only. */
public final class Excerpt {
  private static final String ELLIPSIS = "…";

  private Excerpt() {}

  /** The last line that says something; empty where none does. */
  public static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
  }

  /**
   * The beginning of a text. What is cut off shows as an ellipsis, which counts.
   *
   * @param bytes 3 or more
   */
  public static String head(int bytes, String text) {
    byte[] all = text.getBytes(UTF_8);
    if (all.length <= bytes) {
      return text;
    }
    int end = bytes - ELLIPSIS.getBytes(UTF_8).length;
    while (end > 0 && continues(all[end])) {
      end--;
    }
    return new String(all, 0, end, UTF_8) + ELLIPSIS;
  }

  /** The end of a text. Nothing shows that there was more. */
  public static String tail(int bytes, String text) {
    byte[] all = text.getBytes(UTF_8);
    if (all.length <= bytes) {
      return text;
    }
    int from = all.length - bytes;
    while (from < all.length && continues(all[from])) {
      from++;
    }
    return new String(all, from, all.length - from, UTF_8);
  }

  /** Whether a byte is within a character, and not its first. */
  private static boolean continues(byte unit) {
    return (unit & 0xC0) == 0x80;
  }
}
