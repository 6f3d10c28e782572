package io.slipway.secret;

import io.slipway.contract.FailureType;
import io.slipway.domain.SecretRef;

/**
 * A secret that cannot be had. Has no cause, for nobody knows what libraries put into theirs: what
 * is worth knowing of it is in the reason.
 */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is in the way. */
  public enum Obstacle {
    /** The store does not answer, is sealed, or asks to be asked less often. */
    AWAY,
    /** There is no such secret, version or field. */
    MISSING,
    /** The worker may not read it, or could not log in. */
    DENIED,
    /** The reference, or how the worker is set up, cannot be right. */
    MISUSED;

    /** What a run does about it: it waits, or ends. */
    public FailureType type() {
      return switch (this) {
        case AWAY -> FailureType.SECRETS_UNREACHABLE;
        case MISSING, DENIED, MISUSED -> FailureType.SECRET_UNUSABLE;
      };
    }
  }

  private final Obstacle obstacle;
  private final String reference;
  private final String reason;
  private final String remedy;

  /**
   * @param reason why, without a full stop; holds no value of a secret
   * @param remedy what to do now, one sentence; for a denied path the policy that would allow it
   */
  public SecretException(Obstacle obstacle, SecretRef ref, String reason, String remedy) {
    super("tried to read %s, but %s. %s".formatted(ref, reason, remedy));
    this.obstacle = obstacle;
    this.reference = ref.toString();
    this.reason = reason;
    this.remedy = remedy;
  }

  public Obstacle obstacle() {
    return obstacle;
  }

  public String reference() {
    return reference;
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }
}
