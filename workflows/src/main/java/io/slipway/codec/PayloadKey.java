package io.slipway.codec;

import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for AES-256.
 *
 * @param id what payloads name it by: it is no secret
 */
public record PayloadKey(String id, SecretKey secret) {
  /** Of bytes. */
  public static final int LENGTH = 32;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  public PayloadKey {
    if (!isId(id)) {
      throw new IllegalArgumentException("a key's id is 1 to 100 letters, digits and ._:-");
    }
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * @throws IllegalArgumentException when there are not 32 bytes
   */
  public static PayloadKey of(String id, byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a key has %d bytes".formatted(LENGTH));
    }
    return new PayloadKey(id, new SecretKeySpec(bytes, "AES"));
  }

  /** Without the key itself. */
  @Override
  public String toString() {
    return "payload key " + id;
  }
}
