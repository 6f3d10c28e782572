package io.slipway.secret;

import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRingText;
import io.slipway.codec.KeyRings;
import io.slipway.domain.SecretRef;
import java.util.function.Function;

/** Key rings for payloads that are kept in a store of secrets, as text, or in a file. */
public final class StoredKeyRings implements KeyRings {
  private final Function<SecretRef, SecretDocument> stores;

  /**
   * @param stores reads what a reference leads to, or throws a {@link SecretException}
   */
  public StoredKeyRings(Function<SecretRef, SecretDocument> stores) {
    this.stores = stores;
  }

  @Override
  public KeyRing open(String reference) {
    if (reference.startsWith("file:")) {
      return KeyRings.ofFiles().open(reference);
    }
    try {
      SecretRef ref = SecretRef.parse(reference);
      String text =
          stores
              .apply(ref)
              .value(ref.field())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s: tried to read payload keys, but there is no such field. Name the field with #."
                              .formatted(reference)));
      return KeyRingText.read(text, reference);
    } catch (SecretException e) {
      throw new IllegalArgumentException(
          "%s: tried to read payload keys, but %s. %s".formatted(reference, e.reason(), e.remedy()),
          e);
    }
  }
}
