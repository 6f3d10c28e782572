package io.slipway.starter.gateway;

import io.slipway.contract.LogMark;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPiece;
import io.slipway.contract.LogPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store of logs, as far as it was read: what comes next, and what was read lately. */
final class LogShelf {
  /** More than clocks of workers differ, and than a piece takes to be there. */
  private static final long SLACK = Duration.ofSeconds(30).toNanos() / 1_000;

  private final String store;
  private final String worker;
  private final Deque<LogPiece> next = new ArrayDeque<>();
  private final Map<String, LogPiece> recent = new LinkedHashMap<>();
  private long latest;
  private boolean more = true;

  /**
   * @param worker one that has it, for sentences
   */
  LogShelf(String store, String worker) {
    this.store = store;
    this.worker = worker;
  }

  String store() {
    return store;
  }

  String worker() {
    return worker;
  }

  /** Whether nothing is known of what comes next, and there may be something. */
  boolean hungry() {
    return next.isEmpty() && more;
  }

  /** There may be something new. */
  void lookAgain() {
    more = true;
  }

  LogPosition position() {
    long after = Math.max(0, latest - SLACK);
    recent.values().removeIf(piece -> piece.at() <= after);
    List<LogMark> known =
        recent.values().stream()
            .map(p -> new LogMark(p.host(), p.step(), p.begun(), p.to()))
            .toList();
    return new LogPosition(after, known);
  }

  void add(LogPage page) {
    more = page.more() && !page.pieces().isEmpty();
    for (LogPiece piece : page.pieces()) {
      next.add(piece);
      latest = Math.max(latest, piece.at());
      recent.merge(key(piece), piece, (a, b) -> a.to() > b.to() ? a : b);
    }
  }

  /** The piece that comes next; null for none. */
  @Nullable LogPiece peek() {
    return next.peek();
  }

  LogPiece take() {
    return next.remove();
  }

  static String key(LogPiece piece) {
    return "%s %s %s".formatted(piece.host(), piece.step(), piece.begun());
  }
}
