package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing that is logged can pass for a record of its own, or act on a terminal that shows it. */
class RedactingLayoutTest {
  private static final String RECORD = "2026-11-24T09:00:00.000Z ERROR Gate ana may do all";
  private static final String HOSTILE =
      "a\n"
          + RECORD
          + "\r\n"
          + RECORD
          + "\r"
          + RECORD
          + "\u0085"
          + RECORD
          + "\u2028"
          + RECORD
          + "\u001b[2J\u001b]0;t\u0007\u009b2J\b\b\u202ex\u0000";
  private static final Pattern ACTING =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

  private final LoggerContext context = new LoggerContext();

  private String line(String message, @Nullable Throwable thrown, Map<String, String> about) {
    RedactingLayout layout = new RedactingLayout();
    layout.setContext(context);
    layout.setPattern(
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} [%thread] %msg [%X{WorkflowId}]%n");
    layout.start();
    LoggingEvent event =
        new LoggingEvent(
            "x", context.getLogger("some.Gate"), Level.INFO, message, thrown, new Object[0]);
    event.setMDCPropertyMap(about);
    event.setThreadName(HOSTILE);
    return layout.doLayout(event);
  }

  private static void assertHarmless(String text) {
    assertFalse(ACTING.matcher(text).find(), text);
    List<String> lines = text.lines().toList();
    assertTrue(lines.getFirst().matches("[0-9T:.+Z-]+ INFO  Gate .*"), lines.getFirst());
    lines.stream().skip(1).forEach(line -> assertTrue(line.startsWith("  "), line));
    assertTrue(text.endsWith("\n"), text);
  }

  @Test
  void a_message_with_line_breaks_is_one_record() {
    assertHarmless(line(HOSTILE, null, Map.of()));
  }

  @Test
  void so_is_what_it_is_about_and_what_was_thrown() {
    Throwable thrown =
        new IllegalStateException(HOSTILE, new IllegalArgumentException("\n" + RECORD));

    assertHarmless(line("said", thrown, Map.of("WorkflowId", HOSTILE)));
  }

  @Test
  void a_plain_record_stays_as_it_is() {
    String text = RedactingLayout.redacted("2026 INFO Gate said é 'x'\n");

    assertEquals("2026 INFO Gate said é 'x'\n", text);
    assertEquals("a\n  b\n  \tat c\n", RedactingLayout.redacted("a\nb\n\tat c\n"));
    assertEquals("", RedactingLayout.redacted(""));
    assertEquals("a", RedactingLayout.redacted("a"));
  }
}
