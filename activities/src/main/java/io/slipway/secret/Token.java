package io.slipway.secret;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Tells apart what has no name of its own. */
final class Token {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Token() {}

  static String next() {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
