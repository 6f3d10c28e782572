package io.slipway.audit;

import io.slipway.audit.AuditEntry.Content;
import io.slipway.audit.AuditEntry.Place;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A trail that is only forwarded: the oldest lines are lost when no receiver takes any. */
final class MemoryStore implements Store {
  static final int MOST = 1_000;

  private static final int AT_A_TIME = 50;

  private final Seal seal;
  private final InstantSource clock;
  private final String by;
  private final UnaryOperator<String> clean;
  private final Deque<AuditLine> lines = new ArrayDeque<>();
  private final String chain = TrailWriter.newChain();
  private @Nullable AuditLine last;

  MemoryStore(Seal seal, InstantSource clock, String by, UnaryOperator<String> clean) {
    this.seal = seal;
    this.clock = clock;
    this.by = by;
    this.clean = clean;
  }

  @Override
  public synchronized Head append(Content content) {
    for (AuditLine line : lines) {
      if (content.id() != null && content.id().equals(line.entry().id())) {
        return new Head(line.entry().n(), "");
      }
    }
    if (last == null) {
      add(Content.own(AuditEntry.FILE_BEGUN, null, "The trail begins."));
    }
    AuditLine added = add(content);
    return new Head(added.entry().n(), added.hash());
  }

  private AuditLine add(Content content) {
    AuditLine before = last;
    Place place =
        new Place(
            chain,
            before == null ? 1 : before.entry().n() + 1,
            clock.instant().toString(),
            by,
            seal.name(),
            before == null ? AuditLine.NONE_BEFORE : before.hash());
    AuditLine line = AuditLine.of(content.at(place, clean), seal);
    last = line;
    lines.addLast(line);
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
    return line;
  }

  @Override
  public Reader reader() {
    return this::after;
  }

  private synchronized List<AuditLine> after(long number) {
    return lines.stream().filter(l -> l.entry().n() > number).limit(AT_A_TIME).toList();
  }
}
