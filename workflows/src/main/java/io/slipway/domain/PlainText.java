package io.slipway.domain;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text from elsewhere in which nothing acts: no line ends that was not meant to, no terminal is
 * told anything, no letters change their places. What would do so shows as an escape.
 */
public final class PlainText {
  /** Controls, line separators, halves of characters, and what nobody sees but all obey. */
  private static final String ACTING =
      "\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}\\x{61C}\\x{200B}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}"
          + "\\x{2060}\\x{2066}-\\x{2069}\\x{FEFF}\\x{E0000}-\\x{E007F}";

  private static final Pattern IN_A_LINE = Pattern.compile("[" + ACTING + "]");
  private static final Pattern IN_LINES = Pattern.compile("[" + ACTING + "&&[^\\n\\t]]");

  private PlainText() {}

  /** As one line. */
  public static String of(String text) {
    return IN_A_LINE.matcher(text).replaceAll(PlainText::escape);
  }

  /** As lines: their ends and tabs stay. */
  public static String lines(String text) {
    return IN_LINES.matcher(text.replace("\r\n", "\n")).replaceAll(PlainText::escape);
  }

  private static String escape(MatchResult found) {
    int point = found.group().codePointAt(0);
    String escaped =
        switch (point) {
          case '\n' -> "n";
          case '\r' -> "r";
          case '\t' -> "t";
          case 0x1B -> "e";
          default -> (point > 0xFFFF ? "U%08x" : "u%04x").formatted(point);
        };
    return "\\\\" + escaped;
  }
}
