package io.slipway.codec;

import org.jspecify.annotations.Nullable;

/** A payload cannot be read here. The message says which key it needs, and what to do. */
public final class MissingKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private MissingKeyException(String message) {
    super(message);
  }

  /**
   * @param source where keys are read from; null where none are
   */
  static MissingKeyException of(String id, @Nullable String source) {
    return new MissingKeyException(
        source == null
            ? ("tried to read an encrypted payload, but no payload keys are set here. Set"
                    + " SLIPWAY_PAYLOAD_KEYS to the key ring that has key %s.")
                .formatted(id)
            : "tried to read a payload, but its key %s is not in %s. Add the key there."
                .formatted(id, source));
  }

  /**
   * The key is not to be had now.
   *
   * @param source where it should come from
   */
  public static MissingKeyException because(String source, String reason, String remedy) {
    return new MissingKeyException(
        "tried to read a payload with %s, but %s. %s".formatted(source, reason, remedy));
  }
}
