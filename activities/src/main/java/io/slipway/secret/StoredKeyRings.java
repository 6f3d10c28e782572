package io.slipway.secret;

import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRingText;
import io.slipway.codec.KeyRings;
import io.slipway.domain.SecretRef;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Key rings for payloads: texts in a file or a store of secrets, or wrapped by Vault's transit
 * engine. A store is opened when a reference first leads to it.
 */
public final class StoredKeyRings implements KeyRings, AutoCloseable {
  private static final String FILE = "file:";

  private final SecretStores stores;
  private final InstantSource clock;

  StoredKeyRings(SecretStores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  /**
   * Rings as the environment of this process leads to them, which its owner has set: all of it may
   * be read.
   *
   * @param home directory of the user, for which {@code ~/} stands
   */
  public static StoredKeyRings of(Map<String, String> environment, Path home) {
    return new StoredKeyRings(
        SecretStores.open(environment, home, SecretPermissions.all()), InstantSource.system());
  }

  /** One ring of all that commas part: the first encrypts, all decrypt. */
  @Override
  public KeyRing open(String reference) {
    List<KeyRing> rings =
        Arrays.stream(reference.split(",", -1)).map(String::strip).map(this::single).toList();
    return rings.size() == 1 ? rings.getFirst() : new JoinedKeyRing(rings);
  }

  private KeyRing single(String reference) {
    if (reference.startsWith(FILE)) {
      return KeyRings.ofFiles().open(reference);
    }
    try {
      return reference.startsWith(TransitKeyRing.SCHEME)
          ? TransitKeyRing.open(stores, reference, clock)
          : text(reference);
    } catch (SecretException e) {
      throw new IllegalArgumentException(
          "%s: tried to read payload keys, but %s. %s".formatted(reference, e.reason(), e.remedy()),
          e);
    }
  }

  private KeyRing text(String reference) {
    SecretRef ref = parse(reference);
    String text =
        stores
            .read(ref)
            .value(ref.field())
            .orElseThrow(
                () ->
                    new SecretException(
                        SecretException.Obstacle.MISSING,
                        ref,
                        "there is no such field",
                        "Name the field behind a #."));
    return KeyRingText.read(text, reference);
  }

  /** What is no reference is not quoted: it may be the key itself. */
  private static SecretRef parse(String reference) {
    try {
      return SecretRef.parse(reference);
    } catch (IllegalArgumentException e) {
      String known =
          String.join(
              ", ",
              Stream.concat(
                      Stream.of(TransitKeyRing.SCHEME),
                      Arrays.stream(SecretRef.Store.values()).map(s -> s.word() + ":"))
                  .toList());
      throw new IllegalArgumentException(
          "Tried to read payload keys, but what is set for them is no reference. Begin it with one of %s."
              .formatted(known),
          e);
    }
  }

  @Override
  public void close() {
    stores.close();
  }
}
