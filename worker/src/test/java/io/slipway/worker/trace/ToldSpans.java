package io.slipway.worker.trace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what is told, and samples everything. */
final class ToldSpans implements Spans {
  private final List<Span> told = new CopyOnWriteArrayList<>();

  List<Span> all() {
    return List.copyOf(told);
  }

  @Override
  public boolean samples(@Nullable TraceParent parent, String traceId, String name) {
    return true;
  }

  @Override
  public void tell(Span span) {
    told.add(span);
  }

  @Override
  public void close() {}
}
