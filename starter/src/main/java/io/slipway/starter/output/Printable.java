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
              + "|\u001B[\\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?"
              + "|\u001B[ -/]*[0-~]?");

  /** Other control characters but tab and line feed, and those that turn the writing direction. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}&&[^\\t\\n]]|[\u202A-\u202E\u2066-\u2069\u200E\u200F]");

  private Printable() {}

  public static String of(String text) {
    String lines = text.replace("\r\n", "\n");
    return CONTROL.matcher(SEQUENCE.matcher(lines).replaceAll("")).replaceAll("");
  }
}
