package io.slipway.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A notice that was not told, or may not have been. Has no cause: libraries put secrets there. */
final class SendFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is known. */
  enum Kind {
    /** It was not heard, and may be at a later time. */
    AWAY,
    /** It was not heard, and never will be. */
    REFUSED,
    /** Nobody knows whether it was heard. */
    DOUBTFUL
  }

  private final Kind kind;
  private final String reason;
  private final String remedy;
  private final @Nullable Duration wait;

  /**
   * @param reason why, without a full stop
   * @param remedy what to do now, in sentences
   * @param wait how long the receiver wants not to be asked; null when it does not say
   */
  SendFault(Kind kind, String reason, String remedy, @Nullable Duration wait) {
    super(reason);
    this.kind = kind;
    this.reason = reason;
    this.remedy = remedy;
    this.wait = wait;
  }

  static SendFault away(String reason, String remedy) {
    return new SendFault(Kind.AWAY, reason, remedy, null);
  }

  static SendFault refused(String reason, String remedy) {
    return new SendFault(Kind.REFUSED, reason, remedy, null);
  }

  static SendFault doubtful(String reason, String remedy) {
    return new SendFault(Kind.DOUBTFUL, reason, remedy, null);
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }

  @Nullable Duration delay() {
    return wait;
  }
}
