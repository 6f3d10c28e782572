package io.slipway.audit;

import java.io.Serial;

/** The audit trail cannot be opened or takes nothing; the message says what to do. */
public final class AuditException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  AuditException(String message) {
    super(message);
  }

  AuditException(String message, Throwable cause) {
    super(message, cause);
  }
}
