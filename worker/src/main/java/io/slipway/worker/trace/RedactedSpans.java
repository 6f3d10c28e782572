package io.slipway.worker.trace;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lets no secret into spans, as a second line: messages are without them when they get here. */
final class RedactedSpans implements Spans {
  private final Spans inner;
  private final UnaryOperator<String> redact;

  RedactedSpans(Spans inner, UnaryOperator<String> redact) {
    this.inner = inner;
    this.redact = redact;
  }

  @Override
  public boolean samples(@Nullable TraceParent parent, String traceId, String name) {
    return inner.samples(parent, traceId, name);
  }

  @Override
  public void tell(Span span) {
    inner.tell(span.redacted(redact));
  }

  @Override
  public void close() {
    inner.close();
  }
}
