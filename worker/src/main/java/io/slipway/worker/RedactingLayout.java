package io.slipway.worker;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.slipway.domain.PlainText;
import io.slipway.redact.Redactor;

/**
 * A pattern layout whose lines, with stack traces and the MDC, hold no secrets and nothing that
 * acts. What is logged in several lines is indented from the second one on, so that no text can
 * pass for a record of its own. A logback configuration file of one's own must name it as the
 * {@code layout} of a {@code LayoutWrappingEncoder} in each appender, for nothing else can change
 * texts.
 */
public final class RedactingLayout extends PatternLayout {
  @Override
  public String doLayout(ILoggingEvent event) {
    return redacted(super.doLayout(event));
  }

  static String redacted(String line) {
    String plain = PlainText.lines(withoutSecrets(line));
    int end = plain.endsWith("\n") ? plain.length() - 1 : plain.length();
    int first = plain.indexOf('\n');
    return first < 0 || first == end
        ? plain
        : plain.substring(0, end).replace("\n", "\n  ") + plain.substring(end);
  }

  static String withoutSecrets(String text) {
    return Holder.redactor.redact(text);
  }

  /** Logback makes layouts itself, so that they must find the process's redactor. */
  static void use(Redactor redactor) {
    Holder.redactor = redactor;
  }

  private static final class Holder {
    private static volatile Redactor redactor = new Redactor();
  }
}
