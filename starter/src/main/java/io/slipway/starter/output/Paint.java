package io.slipway.starter.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours for a terminal, or none. */
public record Paint(boolean on) {
  public static final Paint NONE = new Paint(false);

  private static final Pattern COLOUR = Pattern.compile("\u001B\\[(?:0|1|2|31|32|33)m");

  public String bold(String text) {
    return wrap("1", text);
  }

  public String faint(String text) {
    return wrap("2", text);
  }

  public String red(String text) {
    return wrap("31", text);
  }

  public String green(String text) {
    return wrap("32", text);
  }

  public String yellow(String text) {
    return wrap("33", text);
  }

  /** The text as one line, in which nothing acts on the terminal but these colours. */
  String harmless(String text) {
    if (!on) {
      return Printable.line(text);
    }
    StringBuilder line = new StringBuilder();
    Matcher colour = COLOUR.matcher(text);
    int from = 0;
    while (colour.find()) {
      line.append(Printable.line(text.substring(from, colour.start()))).append(colour.group());
      from = colour.end();
    }
    return line.append(Printable.line(text.substring(from))).toString();
  }

  private String wrap(String code, String text) {
    return on && !text.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
