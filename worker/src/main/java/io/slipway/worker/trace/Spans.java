package io.slipway.worker.trace;

import org.jspecify.annotations.Nullable;

/** Where spans go. Nobody waits for them: what cannot be kept or sent is lost. */
public interface Spans extends AutoCloseable {

  /**
   * Whether a trace is kept, when one of its spans begins here. The answer to the same question is
   * always the same.
   *
   * @param parent of the span; null when it is the root of the trace
   */
  boolean samples(@Nullable TraceParent parent, String traceId, String name);

  /** Takes a span that has ended, and returns at once. */
  void tell(Span span);

  /** Sends what is left, if that can be done soon. */
  @Override
  void close();
}
