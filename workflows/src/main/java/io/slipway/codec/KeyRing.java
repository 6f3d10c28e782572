package io.slipway.codec;

import java.util.Optional;

/** Where keys come from. Asked for each payload, by many threads at once: answers from memory. */
public interface KeyRing {
  /** The key that is encrypted with now. */
  PayloadKey active();

  /** A key that was encrypted with once. */
  Optional<PayloadKey> byId(String id);

  /** Where a key is added, for messages. */
  String source();
}
