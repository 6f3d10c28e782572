package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.slipway.redact.Redactor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactingLayoutTest {
  private static final String VALUE = "hunter2-hunter2";

  @AfterEach
  void forget() {
    Logs.redact(new Redactor());
  }

  @Test
  void no_part_of_a_line_holds_a_secret() {
    Redactor redactor = new Redactor();
    redactor.know(List.of(VALUE));
    Logs.redact(redactor);
    LoggerContext context = new LoggerContext();
    RedactingLayout layout = new RedactingLayout();
    layout.setContext(context);
    layout.setPattern("%msg %X{who}%n%ex");
    layout.start();
    LoggingEvent event =
        new LoggingEvent(
            "caller",
            context.getLogger("net.schmizz.sshj"),
            Level.DEBUG,
            "said {}",
            new IllegalStateException("a " + VALUE, new IllegalArgumentException("b " + VALUE)),
            new Object[] {VALUE});
    event.setMDCPropertyMap(Map.of("who", VALUE));

    String line = layout.doLayout(event);

    assertFalse(line.contains("hunter2"), line);
    assertTrue(line.startsWith("said [secret] [secret]"), line);
    assertEquals(5, line.split(Redactor.MARK.replace("[", "\\["), -1).length, line);
  }
}
