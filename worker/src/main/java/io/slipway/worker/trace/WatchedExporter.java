package io.slipway.worker.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.slipway.worker.Text;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells whether spans have arrived. */
final class WatchedExporter implements SpanExporter {
  private final SpanExporter inner;
  private final Runnable sent;
  private final Consumer<String> notSent;

  WatchedExporter(SpanExporter inner, Runnable sent, Consumer<String> notSent) {
    this.inner = inner;
    this.sent = sent;
    this.notSent = notSent;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = inner.export(spans);
    return result.whenComplete(() -> judge(result));
  }

  private void judge(CompletableResultCode result) {
    if (result.isSuccess()) {
      sent.run();
      return;
    }
    notSent.accept(reason(result.getFailureThrowable()));
  }

  /** What Java says of these has no words. */
  private static String reason(@Nullable Throwable failure) {
    if (failure == null || failure.getCause() == null) {
      return "it has refused them (see its log, and OTEL_EXPORTER_OTLP_HEADERS)";
    }
    List<Throwable> chain = Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    if (chain.stream().anyMatch(UnresolvedAddressException.class::isInstance)) {
      return "its name is not known";
    }
    return chain.stream().anyMatch(ConnectException.class::isInstance)
        ? "nobody takes connections there"
        : Text.reason(failure);
  }

  @Override
  public CompletableResultCode flush() {
    return inner.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return inner.shutdown();
  }
}
