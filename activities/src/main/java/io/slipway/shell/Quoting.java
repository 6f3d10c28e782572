package io.slipway.shell;

/** Turns texts into words of a POSIX shell. */
public final class Quoting {
  private Quoting() {}

  /** The text as one word, whatever it holds. NUL cannot be a part of it. */
  public static String word(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a shell word cannot hold a NUL character");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
