package io.slipway.contract;

import java.util.List;

/**
 * How far somebody has read. Those who keep logs may write them with clocks that differ a little,
 * so that what was kept shortly before is looked at again.
 *
 * @param after when what is next was kept at the earliest, in microseconds since 1970; 0 for all
 * @param known what was read of that which was kept later
 */
public record LogPosition(long after, List<LogMark> known) {
  public static final LogPosition BEGINNING = new LogPosition(0, List.of());

  public LogPosition {
    known = known == null ? List.of() : List.copyOf(known);
  }
}
