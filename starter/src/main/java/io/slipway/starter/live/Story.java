package io.slipway.starter.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The lines that tell what a run has done so far, with a bar for each phase. */
final class Story {
  private static final int BAR = 20;

  private final int width;
  private final Instant now;

  Story(int width, Instant now) {
    this.width = width;
    this.now = now;
  }

  /** The last rows. */
  List<Line> lines(List<Row> rows, int most) {
    List<Row> last = rows.subList(Math.max(0, rows.size() - most), rows.size());
    int column =
        last.stream()
            .mapToInt(r -> r instanceof Row.Progress p ? Columns.of(p.title()) : 0)
            .max()
            .orElse(0);
    return last.stream().map(r -> line(r, column)).toList();
  }

  private Line line(Row row, int column) {
    return switch (row) {
      case Row.Fact fact -> Line.of(fact.tone(), fact.text());
      case Row.Progress progress -> line(progress, column);
    };
  }

  private Line line(Row.Progress row, int column) {
    Instant until = row.until();
    Line title =
        Line.of(until == null ? Tone.BOLD : Tone.PLAIN, Columns.padded(row.title(), column))
            .and("  ");
    Integer hosts = row.hosts();
    Line numbers = Line.of(hosts == null ? row.done() + " done" : row.done() + " of " + hosts);
    if (row.failed() > 0) {
      numbers = numbers.and(", ").and(Tone.RED, row.failed() + " failed");
    }
    numbers = numbers.and(Tone.FAINT, "  " + clock(row.since(), until == null ? now : until));
    Line bar = hosts == null || hosts == 0 ? Line.EMPTY : bar(row.done() + row.failed(), hosts);
    boolean fits = title.width() + bar.width() + numbers.width() <= width;
    return fits ? title.and(bar).and(numbers) : title.and(numbers);
  }

  private static Line bar(int through, int all) {
    int filled = Math.min(BAR, BAR * through / all);
    return Line.of("[").and(Tone.GREEN, "#".repeat(filled)).and("-".repeat(BAR - filled) + "]  ");
  }

  /** {@code 0:07}, {@code 12:30}, {@code 1:02:03}. Clocks may differ: never less than nothing. */
  static String clock(Instant since, Instant now) {
    long seconds = Math.max(0, Duration.between(since, now).toSeconds());
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds % 3600 / 60, seconds % 60);
  }
}
