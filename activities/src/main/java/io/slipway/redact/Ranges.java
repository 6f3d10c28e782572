package io.slipway.redact;

import java.util.ArrayList;
import java.util.List;

/** Parts of a text, by ascending starts. Those that overlap are one. */
final class Ranges {
  private record Range(int start, int end) {}

  private final List<Range> ranges = new ArrayList<>();

  void add(int start, int end) {
    int from = start;
    int to = end;
    while (!ranges.isEmpty() && from < ranges.getLast().end()) {
      Range last = ranges.removeLast();
      from = Math.min(from, last.start());
      to = Math.max(to, last.end());
    }
    ranges.add(new Range(from, to));
  }

  /** The start of the range that the place is inside of; the place itself if there is none. */
  int before(int place) {
    return ranges.stream()
        .filter(range -> range.start() < place && place < range.end())
        .findFirst()
        .map(Range::start)
        .orElse(place);
  }

  /** The text with the mark in place of each range. */
  String replacedIn(String text, String mark) {
    if (ranges.isEmpty()) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text.length());
    int at = 0;
    for (Range range : ranges) {
      replaced.append(text, at, range.start()).append(mark);
      at = range.end();
    }
    return replaced.append(text, at, text.length()).toString();
  }
}
