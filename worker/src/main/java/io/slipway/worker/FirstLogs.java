package io.slipway.worker;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets logs up as commands need them, at the first use of a logger. Without it logback would print
 * everything. Steps back where a test brings its own configuration.
 */
public final class FirstLogs extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (Logs.areConfiguredByFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logs.quiet(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
