package io.slipway.starter.live;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text measured in columns of a terminal, where some characters take two and some take none. */
final class Columns {
  private static final String ELLIPSIS = "…";

  /** More marks than this on one letter are a prank. */
  private static final int MARKS = 4;

  private Columns() {}

  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  private static int of(int character) {
    return Math.max(0, WCWidth.wcwidth(character));
  }

  /** As much of the text as fits, with an ellipsis for the rest. */
  static String head(String text, int width) {
    if (of(text) <= width && text.length() <= (long) width * MARKS) {
      return text;
    }
    return width <= 0 ? "" : text.substring(0, end(text, width - 1)) + ELLIPSIS;
  }

  /** The index behind the last character that fits. */
  private static int end(String text, int width) {
    int column = 0;
    int marks = 0;
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      int wide = of(character);
      marks = wide == 0 ? marks + 1 : 0;
      if (column + wide > width || marks > MARKS) {
        return at;
      }
      column += wide;
      at += Character.charCount(character);
    }
    return at;
  }

  /** The text, and blanks up to a width. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - of(text)));
  }

  /** The text in lines, broken at blanks where there are any; the last one is cut off. */
  static List<String> wrapped(String text, int width, int lines) {
    List<String> all = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty() && width > 0 && all.size() < lines) {
      int end = end(rest, width);
      if (end == rest.length() || all.size() == lines - 1) {
        all.add(head(rest, width));
        return all;
      }
      int blank = rest.lastIndexOf(' ', end);
      int at = blank > 0 ? blank : Math.max(end, Character.charCount(rest.codePointAt(0)));
      all.add(rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).stripLeading();
    }
    return all;
  }
}
