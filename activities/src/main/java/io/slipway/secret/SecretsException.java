package io.slipway.secret;

import io.slipway.contract.FailureType;

/** Not all secrets of a run can be had. Like {@link SecretException}, it has no cause. */
public final class SecretsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureType type;
  private final String attempted;
  private final String reason;
  private final String remedy;

  /**
   * @param type {@link FailureType#SECRETS_UNREACHABLE} or {@link FailureType#SECRET_UNUSABLE}
   * @param attempted verb phrase that completes "tried to …"
   * @param reason why, without a full stop
   * @param remedy what to do now, in sentences
   */
  SecretsException(FailureType type, String attempted, String reason, String remedy) {
    super("Tried to %s, but %s. %s".formatted(attempted, reason, remedy));
    this.type = type;
    this.attempted = attempted;
    this.reason = reason;
    this.remedy = remedy;
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
}
