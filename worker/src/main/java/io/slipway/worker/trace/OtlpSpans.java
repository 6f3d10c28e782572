package io.slipway.worker.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends spans by OTLP over HTTP, with OpenTelemetry's SDK, as its variables say. */
final class OtlpSpans implements Spans {
  /** Held, for a logger that nobody holds forgets its level. What it says, we say ourselves. */
  private static final Logger OWN_WORDS = Logger.getLogger("io.opentelemetry");

  private static final Duration COMMAND = Duration.ofMillis(1_500);
  private static final Duration WORKER = Duration.ofSeconds(3);

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private final AtomicBoolean troubled = new AtomicBoolean();
  private final ChosenIds ids = new ChosenIds();
  private final Consumer<String> trouble;
  private final Duration patience;
  private final String place;
  private final OpenTelemetrySdk sdk;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OtlpSpans(
      Map<String, String> properties, String service, Duration patience, Consumer<String> trouble) {
    this.trouble = trouble;
    this.patience = patience;
    this.place = OtlpProperties.place(properties);
    OWN_WORDS.setLevel(Level.OFF);
    this.sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> properties)
            // Numbers are Prometheus's, and logs go to where they always go.
            .addPropertiesCustomizer(
                read -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
            .addResourceCustomizer((resource, read) -> named(resource, service))
            .addSpanExporterCustomizer(
                (exporter, read) -> new WatchedExporter(exporter, this::sent, this::notSent))
            .addTracerProviderCustomizer((builder, read) -> builder.setIdGenerator(ids))
            .build()
            .getOpenTelemetrySdk();
    this.provider = sdk.getSdkTracerProvider();
    this.tracer = provider.get("io.slipway");
  }

  /**
   * @param environment whose variables OpenTelemetry specifies
   * @param service what the process is called where they do not say
   * @param hasty whether somebody waits for the end
   * @throws RuntimeException when the variables cannot be gone by
   */
  static OtlpSpans open(
      Map<String, String> environment, String service, boolean hasty, Consumer<String> trouble) {
    Map<String, String> properties = OtlpProperties.of(environment, hasty);
    return new OtlpSpans(properties, service, hasty ? COMMAND : WORKER, trouble);
  }

  private static Resource named(Resource resource, String service) {
    String name = resource.getAttribute(SERVICE);
    return name == null || name.startsWith("unknown_service")
        ? resource.merge(Resource.create(Attributes.of(SERVICE, service)))
        : resource;
  }

  @Override
  public boolean samples(@Nullable TraceParent parent, String traceId, String name) {
    return provider
        .getSampler()
        .shouldSample(
            under(parent), traceId, name, SpanKind.INTERNAL, Attributes.empty(), List.of())
        .getDecision()
        .equals(SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Override
  public void tell(Span span) {
    SpanBuilder builder =
        tracer
            .spanBuilder(span.name())
            .setParent(under(span.parent()))
            .setStartTimestamp(span.begin());
    span.attributes().forEach((key, value) -> put(builder, key, value));
    Span.Fault fault = span.fault();
    if (fault != null) {
      put(builder, "error.type", fault.type());
    }
    io.opentelemetry.api.trace.Span open = ids.with(span.context(), builder::startSpan);
    if (fault != null) {
      open.setStatus(StatusCode.ERROR, fault.message());
    }
    open.end(span.end());
  }

  private static void put(SpanBuilder builder, String key, Object value) {
    SpanBuilder unused =
        switch (value) {
          case Long number -> builder.setAttribute(key, number);
          case Boolean yes -> builder.setAttribute(key, yes);
          default -> builder.setAttribute(key, value.toString());
        };
  }

  private static Context under(@Nullable TraceParent parent) {
    if (parent == null) {
      return Context.root();
    }
    SpanContext context =
        SpanContext.createFromRemoteParent(
            parent.traceId(),
            parent.spanId(),
            parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    return Context.root().with(io.opentelemetry.api.trace.Span.wrap(context));
  }

  private void sent() {
    troubled.set(false);
  }

  private void notSent(String reason) {
    if (troubled.compareAndSet(false, true)) {
      trouble.accept(
          "Tried to send traces to %s, as OTEL_EXPORTER_OTLP_ENDPOINT says, but %s. What cannot be sent is lost, and nothing else."
              .formatted(place, reason));
    }
  }

  @Override
  public void close() {
    CompletableResultCode end = patience.equals(COMMAND) ? provider.forceFlush() : sdk.shutdown();
    if (!end.join(patience.toMillis(), TimeUnit.MILLISECONDS).isDone()) {
      notSent("it has not answered within %d ms".formatted(patience.toMillis()));
    }
  }
}
