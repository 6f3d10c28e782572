package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.redact.Redactor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JsonLineTest {
  private static final String SECRET = "correct-horse-battery-staple";

  @AfterEach
  void forget() {
    RedactingLayout.use(new Redactor());
  }

  @Test
  void a_record_is_one_line_with_what_it_is_about_and_without_secrets() throws IOException {
    Redactor redactor = new Redactor();
    Redactor.Known unused = redactor.know(List.of(SECRET));
    RedactingLayout.use(redactor);
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("io.slipway.Gate"),
            Level.WARN,
            "said {}\nand \u202e more",
            new IllegalStateException("it was " + SECRET),
            new Object[] {SECRET});
    event.setMDCPropertyMap(
        Map.of("WorkflowId", "deploy/shop/1", LogSubject.HOST, "web1", "Namespace", "default"));

    String line = new JsonLine().doLayout(event);

    assertEquals(1, line.lines().count(), line);
    assertTrue(line.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)), line);
    assertFalse(line.contains(SECRET), line);
    JsonNode told = new ObjectMapper().readTree(line);
    assertEquals("WARN", told.get("level").asText());
    assertEquals("web1", told.get("host").asText());
    assertEquals("deploy/shop/1", told.get("workflow").asText());
    assertFalse(told.has("Namespace"), line);
    assertTrue(told.get("message").asText().endsWith("\nand \u202e more"), line);
    assertTrue(told.get("exception").asText().contains("IllegalStateException"), line);
  }
}
