package io.slipway.redact;

import org.jspecify.annotations.Nullable;

/**
 * What the characters at a place of a text may stand for: percent-encoding, backslashes of JSON,
 * YAML and shells, quotes of shells, YAML and CSV, entities of XML. Several answers are possible,
 * since nobody tells what kind of text it is. Line breaks may stand between their characters.
 */
final class Escapes {
  private static final int MOST = 12;
  private static final int LONGEST_ENTITY = 10;

  /** As many as there are before one quote in JSON in JSON in JSON. */
  private static final int MOST_BACKSLASHES = 7;

  private final String text;
  private final int[] codes = new int[MOST];
  private final int[] nexts = new int[MOST];
  private int count;
  private boolean unfinished;
  private int value;

  Escapes(String text) {
    this.text = text;
  }

  /** Looks at a place; the answers are there until the next one is looked at. */
  void read(int at) {
    count = 0;
    unfinished = false;
    switch (text.charAt(at)) {
      case '%' -> utf8(at, this::percentByte);
      case '+' -> add(' ', at + 1);
      case '\\' -> backslash(at);
      case '\'' -> {
        literal(at, "'\\''", '\'');
        literal(at, "'\"'\"'", '\'');
        literal(at, "''", '\'');
      }
      case '"' -> literal(at, "\"\"", '"');
      case '&' -> entity(at);
      default -> {}
    }
  }

  int count() {
    return count;
  }

  /** The code point that it stands for. */
  int code(int answer) {
    return codes[answer];
  }

  /** The place after it. */
  int next(int answer) {
    return nexts[answer];
  }

  /** Whether the text ends in the middle of what could be an escape. */
  boolean isUnfinished() {
    return unfinished;
  }

  private void add(int code, int next) {
    codes[count] = code;
    nexts[count++] = next;
  }

  private void literal(int at, String escape, char code) {
    int pos = at;
    for (int i = 0; i < escape.length(); i++) {
      pos = i == 0 ? at : Letters.afterBreaks(text, pos);
      if (pos == text.length()) {
        unfinished = true;
        return;
      }
      if (text.charAt(pos++) != escape.charAt(i)) {
        return;
      }
    }
    add(code, pos);
  }

  /** Reads one byte into {@link #value}; answers the place after it, or -1. */
  @FunctionalInterface
  private interface ByteReader {
    int read(int at);
  }

  private int percentByte(int at) {
    return digits(at + 1, 2, 2, 16);
  }

  private int backslashByte(int at) {
    int pos = Letters.afterBreaks(text, at + 1);
    if (pos == text.length()) {
      unfinished = true;
      return -1;
    }
    char c = text.charAt(pos);
    return c == 'x' ? digits(pos + 1, 2, 2, 16) : digits(pos, 1, 3, 8);
  }

  private int digits(int at, int least, int most, int radix) {
    int pos = at;
    int read = 0;
    for (int i = 0; i < most; i++) {
      int digitAt = Letters.afterBreaks(text, pos);
      if (digitAt == text.length()) {
        unfinished = true;
        break;
      }
      int digit = Character.digit(text.charAt(digitAt), radix);
      if (digit < 0) {
        break;
      }
      read++;
      value = i == 0 ? digit : value * radix + digit;
      pos = digitAt + 1;
    }
    return read < least ? -1 : pos;
  }

  /** One character in so many escaped bytes as it has in UTF-8. */
  private void utf8(int at, ByteReader bytes) {
    char sign = text.charAt(at);
    int pos = bytes.read(at);
    if (pos < 0) {
      return;
    }
    int code = value;
    int more = code < 0x80 ? 0 : code >= 0xF0 ? 3 : code >= 0xE0 ? 2 : code >= 0xC2 ? 1 : -1;
    if (more < 0) {
      return;
    }
    code &= more == 0 ? 0x7F : 0x3F >> more;
    for (int i = 0; i < more; i++) {
      pos = Letters.afterBreaks(text, pos);
      if (pos == text.length()) {
        unfinished = true;
        return;
      }
      pos = text.charAt(pos) == sign ? bytes.read(pos) : -1;
      if (pos < 0 || (value & 0xC0) != 0x80) {
        return;
      }
      code = (code << 6) | (value & 0x3F);
    }
    if (Character.isValidCodePoint(code)) {
      add(code, pos);
    }
  }

  /** Also of JSON in JSON, which has more of them. */
  private void backslash(int at) {
    if (at + 1 < text.length() && isSilent(text.charAt(at + 1))) {
      add(text.charAt(at + 1), at + 2);
    }
    int pos = at;
    for (int run = 1;
        run <= MOST_BACKSLASHES && pos < text.length() && text.charAt(pos) == '\\';
        run++) {
      if (run == 2 || run == 4) {
        add('\\', pos + 1);
      }
      pos = Letters.afterBreaks(text, pos + 1);
    }
    if (pos == text.length()) {
      unfinished = true;
      return;
    }
    char c = text.charAt(pos);
    add(c, pos + 1);
    Integer meant = meant(c);
    if (meant != null) {
      add(meant, pos + 1);
    }
    int end =
        switch (c) {
          case 'u' -> digits(pos + 1, 4, 4, 16);
          case 'U' -> digits(pos + 1, 8, 8, 16);
          case 'x' -> digits(pos + 1, 2, 2, 16);
          default -> digits(pos, 1, 3, 8);
        };
    if (end >= 0 && Character.isValidCodePoint(value)) {
      add(value, end);
      if (value >= 0x80 && value <= 0xFF) {
        utf8(at, this::backslashByte);
      }
    }
  }

  private static boolean isSilent(char c) {
    return Letters.isBreak(c) || Letters.isControl(c);
  }

  private static @Nullable Integer meant(char c) {
    return switch (c) {
      case '0' -> 0x00;
      case 'a' -> 0x07;
      case 'b' -> 0x08;
      case 't' -> 0x09;
      case 'n' -> 0x0A;
      case 'v' -> 0x0B;
      case 'f' -> 0x0C;
      case 'r' -> 0x0D;
      case 'e', 'E' -> 0x1B;
      case 'N' -> 0x85;
      case '_' -> 0xA0;
      case 'L' -> 0x2028;
      case 'P' -> 0x2029;
      default -> null;
    };
  }

  private void entity(int at) {
    StringBuilder name = new StringBuilder();
    int pos = at + 1;
    while (name.length() <= LONGEST_ENTITY) {
      pos = Letters.afterBreaks(text, pos);
      if (pos == text.length()) {
        unfinished = true;
        return;
      }
      char c = text.charAt(pos++);
      if (c == ';') {
        int code = entity(name.toString());
        if (Character.isValidCodePoint(code)) {
          add(code, pos);
        }
        return;
      }
      if (c != '#' && !Character.isLetterOrDigit(c)) {
        return;
      }
      name.append(c);
    }
  }

  private static int entity(String name) {
    try {
      return switch (name) {
        case "amp" -> '&';
        case "lt" -> '<';
        case "gt" -> '>';
        case "quot" -> '"';
        case "apos" -> '\'';
        default ->
            name.startsWith("#x") || name.startsWith("#X")
                ? Integer.parseInt(name.substring(2), 16)
                : name.startsWith("#") ? Integer.parseInt(name.substring(1)) : -1;
      };
    } catch (NumberFormatException noNumber) {
      return -1;
    }
  }
}
