package io.slipway.worker;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.worker.trace.Tracing;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record a line, as a JSON object: {@code time}, {@code level}, {@code logger}, {@code message},
 * what it is about as far as is known, and {@code exception}. Texts hold no secrets, and nothing
 * but printable ASCII.
 */
final class JsonLine extends LayoutBase<ILoggingEvent> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Names in the MDC, with those that they have here. */
  private static final Map<String, String> ABOUT = new LinkedHashMap<>();

  static {
    ABOUT.put(LogSubject.APPLICATION, "application");
    ABOUT.put(LogSubject.STAGE, "stage");
    ABOUT.put(LogSubject.RELEASE, "release");
    ABOUT.put(LogSubject.HOST, "host");
    ABOUT.put("WorkflowId", "workflow");
    ABOUT.put("ActivityType", "activity");
    ABOUT.put("Attempt", "attempt");
    ABOUT.put(Tracing.TRACE_ID, "trace_id");
    ABOUT.put(Tracing.SPAN_ID, "span_id");
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("message", RedactingLayout.withoutSecrets(event.getFormattedMessage()));
    Map<String, String> known = event.getMDCPropertyMap();
    ABOUT.forEach(
        (name, key) -> {
          if (known.containsKey(name)) {
            line.put(key, RedactingLayout.withoutSecrets(known.get(name)));
          }
        });
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.put("exception", RedactingLayout.withoutSecrets(ThrowableProxyUtil.asString(thrown)));
    }
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object of texts is no JSON", e);
    }
  }
}
