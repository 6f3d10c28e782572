package io.slipway.worker.trace;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** OpenTelemetry's variables by the names that its SDK has for them, with what differs here. */
final class OtlpProperties {
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
  private static final String PROTOCOL = "otel.exporter.otlp.protocol";
  private static final String TRACES_PROTOCOL = "otel.exporter.otlp.traces.protocol";

  private OtlpProperties() {}

  /**
   * @param hasty whether somebody waits for the end
   * @throws IllegalArgumentException when they ask for what we do not have
   */
  static Map<String, String> of(Map<String, String> environment, boolean hasty) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(PROTOCOL, "http/protobuf");
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_")) {
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    if (hasty) {
      // The second try would come after the command has ended.
      properties.put("otel.java.exporter.otlp.retry.disabled", "true");
    }
    for (String protocol : List.of(TRACES_PROTOCOL, PROTOCOL)) {
      if ("grpc".equals(properties.get(protocol))) {
        throw new IllegalArgumentException(
            "they ask for grpc, and Slipway only speaks http/protobuf"
                + " (OTEL_EXPORTER_OTLP_PROTOCOL)");
      }
    }
    return properties;
  }

  /** Host and port of the collector: its whole address may hold a password. */
  static String place(Map<String, String> properties) {
    String all = properties.getOrDefault(ENDPOINT, "");
    URI uri = URI.create(properties.getOrDefault(TRACES_ENDPOINT, all).strip());
    String host = String.valueOf(uri.getHost());
    return uri.getPort() < 0 ? host : "%s:%d".formatted(host, uri.getPort());
  }
}
