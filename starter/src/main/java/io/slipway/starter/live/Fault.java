package io.slipway.starter.live;

import java.util.ArrayList;
import java.util.List;

/**
 * What a host has failed with.
 *
 * @param output the last lines that it said
 */
record Fault(String message, List<String> output) {
  private static final int MESSAGE_LINES = 2;
  private static final int OUTPUT_LINES = 4;

  /**
   * The last failures, as many as there is room for; fewer words of each where there are several.
   */
  static List<Line> lines(List<Fault> all, int width, int most) {
    List<Line> lines = new ArrayList<>();
    int shown = 0;
    for (Fault fault : all.reversed()) { // the last one is news
      List<Line> some = fault.lines(width, all.size() == 1 ? OUTPUT_LINES : OUTPUT_LINES / 2);
      if (shown > 0 && lines.size() + some.size() >= most) {
        break;
      }
      lines.addAll(some.subList(0, Math.min(some.size(), most)));
      shown++;
    }
    if (shown < all.size() && lines.size() < most) {
      lines.add(Line.of(Tone.RED, "and %d more failed".formatted(all.size() - shown)));
    }
    return lines;
  }

  private List<Line> lines(int width, int said) {
    List<Line> lines = new ArrayList<>();
    Columns.wrapped(message, width, MESSAGE_LINES).forEach(l -> lines.add(Line.of(Tone.RED, l)));
    output
        .subList(Math.max(0, output.size() - said), output.size())
        .forEach(l -> lines.add(Line.of(Tone.FAINT, "  | ").and(l)));
    return lines;
  }
}
