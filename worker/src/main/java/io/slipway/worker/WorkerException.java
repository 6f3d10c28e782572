package io.slipway.worker;

import org.jspecify.annotations.Nullable;

/** A worker cannot do its work; the message says why and what to do. */
public final class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
