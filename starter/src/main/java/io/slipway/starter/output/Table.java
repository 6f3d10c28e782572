package io.slipway.starter.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in columns that are as wide as their widest cell; the last column is not padded. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings. Cells are made {@link Printable}. */
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, rows.getFirst().size()));
    }
    rows.add(List.of(cells).stream().map(c -> Printable.line(c)).toList());
    return this;
  }

  /** The table as lines, the headings first. */
  public List<String> lines() {
    int last = rows.getFirst().size() - 1;
    int[] widths =
        IntStream.rangeClosed(0, last)
            .map(c -> rows.stream().mapToInt(r -> r.get(c).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(
            r ->
                IntStream.rangeClosed(0, last)
                    .mapToObj(c -> c == last ? r.get(c) : pad(r.get(c), widths[c]))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing())
        .toList();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
