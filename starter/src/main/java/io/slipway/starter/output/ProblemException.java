package io.slipway.starter.output;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; the message is the sentence for people, with what to do now. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;

  public ProblemException(ExitCode exit, String message) {
    this(exit, message, null);
  }

  public ProblemException(ExitCode exit, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  public ExitCode exit() {
    return exit;
  }
}
