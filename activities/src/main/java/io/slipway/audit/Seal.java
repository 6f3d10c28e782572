package io.slipway.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes the hash of a line: SHA-256, or HMAC-SHA-256 for a trail with a key. */
public final class Seal {
  /** Who can write the file can also make hashes anew, but for a trail with a key. */
  public static final Seal OPEN = new Seal(null);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_KEY = 16;

  private final @Nullable SecretKey key;

  private Seal(@Nullable SecretKey key) {
    this.key = key;
  }

  /**
   * With the key that a reference names: {@code file:/path} or {@code env:NAME}.
   *
   * @throws AuditException when there is none, or it is too short
   */
  public static Seal of(String reference, Map<String, String> environment) {
    byte[] bytes = read(reference, environment).strip().getBytes(UTF_8);
    if (bytes.length < LEAST_KEY) {
      throw new AuditException(
          "audit: tried to use the key at %s, but it is shorter than %d characters. Make one: openssl rand -hex 32"
              .formatted(reference, LEAST_KEY));
    }
    return new Seal(new SecretKeySpec(bytes, ALGORITHM));
  }

  /** The text that a reference stands for; never told to anyone. */
  static String read(String reference, Map<String, String> environment) {
    if (reference.startsWith("env:") && environment.containsKey(reference.substring(4))) {
      return String.valueOf(environment.get(reference.substring(4)));
    }
    if (!reference.startsWith("file:")) {
      throw new AuditException(
          "audit: tried to read a key or token, but its reference names nothing. Write file:/path,"
              + " or env:NAME of a variable that is set.");
    }
    try {
      return Files.readString(Path.of(reference.substring("file:".length())));
    } catch (IOException e) {
      throw new AuditException(
          "audit: tried to read %s, but it failed (%s). Make it readable for the worker's user."
              .formatted(reference, e.getClass().getSimpleName()),
          e);
    }
  }

  String hash(String text) {
    return HexFormat.of().formatHex(digest(text.getBytes(UTF_8)));
  }

  /** Names the key without telling it; empty without a key. */
  String name() {
    return key == null ? "" : hash("slipway audit key").substring(0, 8);
  }

  private byte[] digest(byte[] bytes) {
    try {
      if (key == null) {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
      }
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
