package io.slipway.codec;

import java.util.Optional;

/**
 * Where keys come from. Asked for each payload, by many threads at once: answers from memory
 * whenever it has been asked the same before.
 */
public interface KeyRing {
  /** The key that is encrypted with now. */
  PayloadKey active();

  /**
   * A key that was encrypted with once.
   *
   * @throws MissingKeyException when it is known why it cannot be had
   */
  Optional<PayloadKey> byId(String id);

  /** Where a key is added, for messages. */
  String source();
}
