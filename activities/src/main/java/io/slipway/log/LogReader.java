package io.slipway.log;

import io.slipway.contract.LogActivities;
import io.slipway.contract.LogMark;
import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPageOrder;
import io.slipway.contract.LogPiece;
import io.slipway.contract.LogPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what a store has, a page at a time. */
public final class LogReader implements LogActivities {
  /** In JSON a control character takes six bytes, and a payload may have 2 MB. */
  private static final int PAGE = 256 * 1024;

  private static final int PIECES = 1_000;

  private final LogStore store;

  LogReader(LogStore store) {
    this.store = store;
  }

  /** Names what it tells of: workers of one name tell the same. */
  public String store() {
    return store.id();
  }

  @Override
  public LogPage read(LogPageOrder asked) {
    try {
      return page(asked.order(), asked.position());
    } catch (IOException e) {
      return LogPage.unread("%s cannot be read: %s".formatted(store.words(), e.getMessage()));
    }
  }

  private LogPage page(LogOrder order, LogPosition position) throws IOException {
    List<LogEntry> next = next(order, position);
    List<LogPiece> pieces = new ArrayList<>();
    long size = 0;
    for (LogEntry entry : next) {
      size += entry.size();
      if ((!pieces.isEmpty() && size > PAGE) || pieces.size() >= PIECES) {
        return new LogPage(pieces, true, null);
      }
      String text = store.text(entry);
      if (text != null) {
        pieces.add(piece(entry, text));
      }
    }
    return new LogPage(pieces, false, null);
  }

  private List<LogEntry> next(LogOrder order, LogPosition position) throws IOException {
    Map<String, Long> known = new LinkedHashMap<>();
    for (LogMark mark : position.known()) {
      known.put(key(mark.host().value(), mark.step(), mark.begun()), mark.to());
    }
    return store.entries(order.run(), order.hosts(), order.step(), position.after()).stream()
        .filter(
            e ->
                e.to()
                    > known.getOrDefault(
                        key(e.name().host().value(), e.name().step(), e.name().begun()), -1L))
        .sorted(LogEntry.IN_TIME)
        .toList();
  }

  private static String key(String host, String step, String begun) {
    return "%s %s %s".formatted(host, step, begun);
  }

  private static LogPiece piece(LogEntry entry, String text) {
    LogName name = entry.name();
    return new LogPiece(
        name.host(), name.step(), name.begun(), entry.from(), entry.to(), entry.at(), text);
  }
}
