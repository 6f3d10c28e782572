package io.slipway.worker.trace;

import io.slipway.worker.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens the way for traces, where OpenTelemetry's own variables say that somebody wants them. */
public final class Traces {
  private static final List<String> ENDPOINTS =
      List.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT");

  private Traces() {}

  /**
   * Those of a worker; empty when nobody wants them, or they cannot be sent as the variables say.
   *
   * @param redact takes secrets out of all texts
   * @param trouble told once when they cannot be sent, and again when they could be meanwhile
   */
  public static Optional<Spans> ofWorker(
      Map<String, String> environment, UnaryOperator<String> redact, Consumer<String> trouble) {
    return open(environment, "slipway-worker", false, trouble)
        .map(spans -> new RedactedSpans(spans, redact));
  }

  /**
   * Those of a command, which somebody waits for: closing them takes less than two seconds.
   *
   * @param trouble told once when they cannot be sent
   */
  public static Optional<Spans> ofCommand(
      Map<String, String> environment, Consumer<String> trouble) {
    return open(environment, "slipway", true, trouble);
  }

  private static Optional<Spans> open(
      Map<String, String> environment, String service, boolean hasty, Consumer<String> trouble) {
    return wanted(environment)
        ? Optional.ofNullable(opened(environment, service, hasty, trouble))
        : Optional.empty();
  }

  /** Whether an endpoint is named, and nothing else says that there shall be no traces. */
  public static boolean wanted(Map<String, String> environment) {
    return ENDPOINTS.stream().anyMatch(name -> !environment.getOrDefault(name, "").isBlank())
        && !environment.getOrDefault("OTEL_SDK_DISABLED", "").strip().equalsIgnoreCase("true")
        && !environment.getOrDefault("OTEL_TRACES_EXPORTER", "").strip().equals("none");
  }

  /** Whoever monitors must not be in the way of who deploys: a wrong variable is told, no more. */
  private static @Nullable Spans opened(
      Map<String, String> environment, String service, boolean hasty, Consumer<String> trouble) {
    try {
      return OtlpSpans.open(environment, service, hasty, trouble);
    } catch (RuntimeException e) {
      trouble.accept(
          "Tried to prepare traces as the OTEL_ variables say, but %s. There are none until they are put right."
              .formatted(Text.reason(e)));
      return null;
    }
  }
}
