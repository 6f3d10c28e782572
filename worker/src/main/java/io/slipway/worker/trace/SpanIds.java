package io.slipway.worker.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Ids of traces and spans. Those of runs and their activities follow from Temporal's own ids: a
 * replay, a retry and another worker come to the same ones without having to agree.
 */
public final class SpanIds {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private SpanIds() {}

  static String trace(String... parts) {
    return digest(TRACE_BYTES, parts);
  }

  static String span(String... parts) {
    return digest(SPAN_BYTES, parts);
  }

  /** For what happens once, outside of Temporal. */
  public static String randomTrace() {
    return random(TRACE_BYTES);
  }

  /** For what happens once, outside of Temporal. */
  public static String randomSpan() {
    return random(SPAN_BYTES);
  }

  private static String random(int bytes) {
    byte[] chance = new byte[bytes];
    new SecureRandom().nextBytes(chance);
    return hex(chance, bytes);
  }

  private static String digest(int bytes, String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(UTF_8));
        // So that no two lists of parts are spelt alike.
        digest.update((byte) 0);
      }
      return hex(digest.digest(), bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** An id of zeros means that there is none. */
  private static String hex(byte[] all, int bytes) {
    String id = HexFormat.of().formatHex(all, 0, bytes);
    return id.chars().allMatch(c -> c == '0') ? id.substring(1) + "1" : id;
  }
}
