package io.slipway.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.slipway.redact.Redactor;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go. Set in code, since reading a configuration file costs a command a tenth of a
 * second; {@code -Dlogback.configurationFile} still wins over all of it.
 */
public final class Logs {
  /** Who it is about: the workflow, the activity and its attempt. */
  private static final String WORKER_PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg%replace( [%X{WorkflowId}"
          + " %X{ActivityType} %X{Attempt}]){' \\[ *\\]', ''}%n";

  /** {@code json} for a JSON object a line, {@code text} for lines that people read. */
  private static final String FORMAT = "SLIPWAY_LOG_FORMAT";

  /** {@code debug} tells what libraries do as well; {@code info} is what counts without it. */
  private static final String LEVEL = "SLIPWAY_LOG_LEVEL";

  private static final int FILES = 2;
  private static final String FILE_SIZE = "5MB";

  private Logs() {}

  /** From now on no value that is known to the redactor is written in any line of this process. */
  public static void redact(Redactor redactor) {
    RedactingLayout.use(redactor);
  }

  /** For commands that talk to people: what they must know is printed, not logged. */
  static void quiet(LoggerContext context) {
    level(context, Level.ERROR);
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    add(context, console, new PlainLine());
  }

  /** For a worker in the foreground. */
  public static void toConsole() {
    if (!areConfiguredByFile()) {
      addChosen(fresh(), new ConsoleAppender<>());
    }
  }

  /** For a worker in the background; at most three files of 5 MB are kept. */
  public static void toFile(Path file) {
    if (areConfiguredByFile()) {
      return;
    }
    LoggerContext context = fresh();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setFile(file.toString());
    FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(file + ".%i");
    policy.setMinIndex(1);
    policy.setMaxIndex(FILES);
    policy.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
    trigger.start();
    appender.setRollingPolicy(policy);
    appender.setTriggeringPolicy(trigger);
    addChosen(context, appender);
  }

  /** Whether somebody wants it otherwise: the property is logback's own, the file is of tests. */
  static boolean areConfiguredByFile() {
    return System.getProperty("logback.configurationFile") != null
        || Logs.class.getResource("/logback-test.xml") != null;
  }

  private static LoggerContext fresh() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    level(context, Level.toLevel(System.getenv(LEVEL), Level.INFO));
    return context;
  }

  private static void level(LoggerContext context, Level level) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
  }

  private static void addChosen(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
    String format = Objects.requireNonNullElse(System.getenv(FORMAT), "text");
    if (format.equals("json")) {
      add(context, appender, new JsonLine());
      return;
    }
    PatternLayout layout = new RedactingLayout();
    layout.setPattern(WORKER_PATTERN);
    add(context, appender, layout);
    if (!format.equals("text")) {
      context
          .getLogger(Logs.class)
          .warn("{} is '{}', which is neither text nor json; it is text", FORMAT, format);
    }
  }

  private static void add(
      LoggerContext context,
      OutputStreamAppender<ILoggingEvent> appender,
      Layout<ILoggingEvent> layout) {
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  /** Without a pattern, whose machinery would take longer to load than anything else of logback. */
  private static final class PlainLine extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
      String logger = event.getLoggerName();
      String name = logger.substring(logger.lastIndexOf('.') + 1);
      IThrowableProxy thrown = event.getThrowableProxy();
      String line =
          "%s %s: %s%n%s"
              .formatted(
                  event.getLevel(),
                  name,
                  event.getFormattedMessage(),
                  thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
      return RedactingLayout.redacted(line);
    }
  }
}
