package io.slipway.starter.output;

import java.io.PrintWriter;
import java.util.List;

/** Where lines for people go. */
public record Page(PrintWriter writer, Paint paint) {

  /**
   * Prints a line, whatever the text holds; each line is flushed, since a deploy is watched as it
   * goes. Nothing of it but our own colours acts on the terminal.
   */
  public void line(String text) {
    writer.println(paint.harmless(text));
    writer.flush();
  }

  public void lines(List<String> lines) {
    lines.forEach(this::line);
  }

  /** Prints a table with its headings set off. */
  public void table(Table table) {
    List<String> lines = table.lines();
    line(paint.faint(lines.getFirst()));
    lines(lines.subList(1, lines.size()));
  }
}
