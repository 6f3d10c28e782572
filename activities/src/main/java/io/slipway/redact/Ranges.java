package io.slipway.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

  /** These and others. */
  Ranges with(Ranges others) {
    Ranges all = new Ranges();
    Stream.concat(ranges.stream(), others.ranges.stream())
        .sorted(Comparator.comparingInt(Range::start))
        .forEach(range -> all.add(range.start(), range.end()));
    return all;
  }

  /** Takes the start and the end of a range. */
  @FunctionalInterface
  interface Visitor {
    void visit(int start, int end);
  }

  void forEach(Visitor visitor) {
    ranges.forEach(range -> visitor.visit(range.start(), range.end()));
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
