package io.slipway.redact;

/** What kinds of characters there are for one who looks for values in output of programs. */
final class Letters {
  private static final char ESC = '\u001b';
  private static final char CSI = '\u009b';
  private static final char BEL = '\u0007';

  private Letters() {}

  /** Ends a line, for some program or other. */
  static boolean isBreak(int c) {
    return switch (c) {
      case '\n', '\r', 0x0B, '\f', 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  /** Shows nothing, and is neither a break nor a blank. */
  static boolean isControl(int c) {
    return Character.isISOControl(c) && !isBreak(c) && !isBlank(c);
  }

  /** May begin something that stands for another character. */
  static boolean isEscape(char c) {
    return switch (c) {
      case '%', '+', '\\', '\'', '"', '&' -> true;
      default -> false;
    };
  }

  /** Of base64, in either alphabet. */
  static boolean isBase64(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || "+/-_".indexOf(c) >= 0;
  }

  /** Where the terminal escape sequence ends that the control character there begins. */
  static int sequenceEnd(String text, int at) {
    char c = text.charAt(at);
    int next = at + 1;
    if (c == CSI) {
      return parametersEnd(text, next);
    }
    if (c != ESC || next == text.length()) {
      return next;
    }
    return switch (text.charAt(next)) {
      case '[' -> parametersEnd(text, next + 1);
      case ']', 'P', '^', '_' -> stringEnd(text, next + 1);
      case '(', ')', '*', '+', '#' -> Math.min(text.length(), next + 2);
      default -> next + 1;
    };
  }

  private static int parametersEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) < 0x40) {
      at++;
    }
    return Math.min(text.length(), at + 1);
  }

  private static int stringEnd(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == BEL) {
        return at + 1;
      }
      if (text.charAt(at) == ESC && at + 1 < text.length() && text.charAt(at + 1) == '\\') {
        return at + 2;
      }
    }
    return text.length();
  }

  /** The next character from there on that is not of a line break, with blanks after it. */
  static int afterBreaks(String text, int from) {
    boolean broken = false;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isControl(c)) {
        at = sequenceEnd(text, at);
        continue;
      }
      if (!isBreak(c) && !(broken && isBlank(c))) {
        return at;
      }
      broken |= isBreak(c);
      at++;
    }
    return at;
  }
}
