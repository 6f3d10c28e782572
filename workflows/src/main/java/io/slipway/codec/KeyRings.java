package io.slipway.codec;

/** Opens the key ring that a reference leads to, such as {@code file:/etc/slipway/payload-keys}. */
@FunctionalInterface
public interface KeyRings {
  /**
   * @throws IllegalArgumentException when there is none, saying why and what to do
   */
  KeyRing open(String reference);

  /** Files alone: what can be had without any store of secrets. */
  static KeyRings ofFiles() {
    return KeyRingFile::open;
  }
}
