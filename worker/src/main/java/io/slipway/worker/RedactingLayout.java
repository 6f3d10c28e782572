package io.slipway.worker;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.slipway.redact.Redactor;

/**
 * A pattern layout whose lines, with stack traces and the MDC, hold no secrets. A logback
 * configuration file of one's own must name it as the {@code layout} of a {@code
 * LayoutWrappingEncoder} in each appender, for nothing else can change texts.
 */
public final class RedactingLayout extends PatternLayout {
  @Override
  public String doLayout(ILoggingEvent event) {
    return redacted(super.doLayout(event));
  }

  static String redacted(String line) {
    return Holder.redactor.redact(line);
  }

  /** Logback makes layouts itself, so that they must find the process's redactor. */
  static void use(Redactor redactor) {
    Holder.redactor = redactor;
  }

  private static final class Holder {
    private static volatile Redactor redactor = new Redactor();
  }
}
