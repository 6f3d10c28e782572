package io.slipway.log;

import java.util.Comparator;

/**
 * A piece that is kept.
 *
 * @param from bytes of the command's output before it, as the host counts
 * @param to bytes up to its end
 * @param at when it was kept, in microseconds since 1970
 * @param size bytes of its text, which lacks secrets
 */
record LogEntry(LogName name, long from, long to, long at, long size) {
  static final Comparator<LogEntry> IN_TIME =
      Comparator.comparingLong(LogEntry::at)
          .thenComparing(e -> e.name().host().value())
          .thenComparing(e -> e.name().step())
          .thenComparing(e -> e.name().begun())
          .thenComparingLong(LogEntry::from);
}
