package io.slipway.codec;

/** A payload was changed, or encrypted with another key of the same name. */
public final class BrokenPayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenPayloadException(String reason) {
    super("tried to read an encrypted payload, but " + reason);
  }
}
