package io.slipway.worker.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the SDK take the ids that spans already have. */
final class ChosenIds implements IdGenerator {
  private static final ThreadLocal<@Nullable TraceParent> CHOSEN = new ThreadLocal<>();

  /** Begins a span that has these ids. */
  <T> T with(TraceParent ids, Supplier<T> begin) {
    CHOSEN.set(ids);
    try {
      return begin.get();
    } finally {
      CHOSEN.remove();
    }
  }

  @Override
  public String generateSpanId() {
    return ids().spanId();
  }

  @Override
  public String generateTraceId() {
    return ids().traceId();
  }

  private TraceParent ids() {
    return Objects.requireNonNull(CHOSEN.get(), "a span is only begun with ids");
  }
}
