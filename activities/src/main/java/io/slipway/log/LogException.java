package io.slipway.log;

import org.jspecify.annotations.Nullable;

/** Logs cannot be kept as the worker is told to; the message is for its operator. */
public final class LogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
