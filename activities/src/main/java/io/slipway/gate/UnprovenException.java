package io.slipway.gate;

import org.jspecify.annotations.Nullable;

/** It could not be found out who asks; the message is a clause that says why. */
final class UnprovenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String fingerprint;

  UnprovenException(String message, @Nullable String fingerprint) {
    super(message);
    this.fingerprint = fingerprint;
  }

  /** Of the key that was used; null when there is none. */
  @Nullable String fingerprint() {
    return fingerprint;
  }
}
