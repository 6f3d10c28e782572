package io.slipway.starter.output;

import java.util.regex.Pattern;

/**
 * Makes text from elsewhere safe to print: a host must not be able to move the cursor, colour the
 * screen, reorder letters or answer on behalf of the terminal.
 */
public final class Printable {
  /** Escape sequences of terminals: CSI, OSC and other string sequences, and two-letter ones. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001B\\[[0-?]*[ -/]*[@-~]"
              + "|\u001B[\\]PX^_][^\u0007\u001B\n]*(?:\u0007|\u001B\\\\)?"
              + "|\u001B[ -/]*[0-~]?");

  /**
   * Other control characters but tab and line feed, line separators, halves of characters, and what
   * nobody sees but turns the writing direction or tells names apart that look alike.
   */
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cc}&&[^\\t\\n]]|[\\p{Cs}\\x{2028}\\x{2029}\\x{61C}\\x{200B}\\x{200E}\\x{200F}"
              + "\\x{202A}-\\x{202E}\\x{2060}\\x{2066}-\\x{2069}\\x{FEFF}\\x{E0000}-\\x{E007F}]");

  private Printable() {}

  public static String of(String text) {
    String lines = text.replace("\r\n", "\n");
    return CONTROL.matcher(SEQUENCE.matcher(lines).replaceAll("")).replaceAll("");
  }

  /** The same in one line: what one host says must not look like what another one did. */
  public static String line(String text) {
    return of(text).replace('\n', ' ');
  }
}
