package io.slipway.starter.live;

import io.slipway.contract.HostState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The lines that tell where hosts stand: counted, and one by one as far as there is room. */
final class HostList {
  private HostList() {}

  static Line counts(Map<HostState, Integer> counts) {
    Line line = Line.EMPTY;
    for (Map.Entry<HostState, Integer> count : counts.entrySet()) {
      String words = "%d %s".formatted(count.getValue(), word(count.getKey()));
      line = line.and(line.pieces().isEmpty() ? "" : ", ").and(tone(count.getKey()), words);
    }
    return line;
  }

  /** Those in work, the slowest first, and then those that have changed last. */
  static List<Line> lines(Collection<HostRow> hosts, int width, int most, Instant now) {
    if (most <= 0) {
      return List.of();
    }
    Comparator<HostRow> age = Comparator.comparing(HostRow::since);
    List<HostRow> all =
        Stream.concat(
                hosts.stream().filter(HostRow::inWork).sorted(age),
                hosts.stream().filter(h -> !h.inWork()).sorted(age.reversed()))
            .toList();
    int rows = all.size() <= most ? all.size() : most - 1;
    List<HostRow> shown = all.subList(0, rows);
    int longest = shown.stream().mapToInt(h -> h.host().value().length()).max().orElse(0);
    int column = Math.min(longest, width / 2);
    List<Line> lines = new ArrayList<>();
    shown.forEach(h -> lines.add(line(h, column, now)));
    if (rows < all.size()) {
      lines.add(Line.of(Tone.FAINT, more(all.subList(rows, all.size()))));
    }
    return lines;
  }

  private static String more(List<HostRow> hidden) {
    long working = hidden.stream().filter(HostRow::inWork).count();
    return "and %d more%s"
        .formatted(hidden.size(), working == 0 ? "" : ", %d of them in work".formatted(working));
  }

  private static Line line(HostRow row, int column, Instant now) {
    String name = row.host().value();
    Line line = Line.of(Columns.padded(Columns.head(name, column), column) + "  ");
    String doing = row.doing();
    if (doing == null) {
      return line.and(tone(row.state()), word(row.state()));
    }
    String step = row.step().isEmpty() || row.step().equals(doing) ? "" : ", " + row.step();
    String work = row.state() == HostState.UNKNOWN ? word(row.state()) : doing + step;
    line = line.and(Tone.BOLD, work).and("  " + Story.clock(row.since(), now));
    return row.said().isEmpty() ? line : line.and(Tone.FAINT, "  | " + row.said());
  }

  private static String word(HostState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Tone tone(HostState state) {
    return switch (state) {
      case ACTIVE, RETIRED -> Tone.GREEN;
      case FAILED, REVERT_FAILED -> Tone.RED;
      case UNKNOWN, SKIPPED, EXCLUDED, REVERTING, REVERTED -> Tone.YELLOW;
      case PREPARING, ACTIVATING -> Tone.BOLD;
      case PENDING, PREPARED, DISCARDED, UNTOUCHED -> Tone.PLAIN;
    };
  }
}
