package io.slipway.source;

import io.slipway.contract.FailureType;
import java.io.Serial;

/** A repository does not give what was asked of it. */
public final class SourceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureType type;
  private final String attempted;
  private final String reason;
  private final String remedy;
  private final String output;

  public SourceException(
      FailureType type, String attempted, String reason, String remedy, String output) {
    super("tried to %s, but %s. %s".formatted(attempted, reason, remedy));
    this.type = type;
    this.attempted = attempted;
    this.reason = reason;
    this.remedy = remedy;
    this.output = output;
  }

  public FailureType type() {
    return type;
  }

  public String attempted() {
    return attempted;
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }

  /** What git said. */
  public String output() {
    return output;
  }
}
