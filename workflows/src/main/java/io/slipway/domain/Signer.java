package io.slipway.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Whose signatures count: a public key of SSH, as the file that ends with {@code .pub} holds it.
 *
 * @param line type, key in base64, and mostly a comment that tells whose it is
 */
public record Signer(@JsonValue String line) {
  private static final List<String> TYPES =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "ssh-rsa");
  private static final int WEAKEST_RSA = 2048;
  private static final int STRONGEST_RSA = 16_384;
  private static final int UNCOMPRESSED = 4;
  private static final String DAMAGED = "is damaged: its base64 cannot be read, or ends too early";

  /**
   * @throws IllegalArgumentException when it is no key whose signatures can be verified; the
   *     message does not quote it
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Signer {
    fault(line)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("the key of a signer " + why);
            });
  }

  /** Such as {@code ssh-ed25519}. */
  public String type() {
    return words(line)[0];
  }

  /** The whole key, its type included. */
  public String base64() {
    return words(line)[1];
  }

  /** What OpenSSH prints: {@code SHA256:} with an unpadded hash. */
  public String fingerprint() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64()));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Its comment, by which people know whose it is; its fingerprint where it has none. */
  public String name() {
    String[] words = words(line);
    return words.length < 3 ? fingerprint() : PlainText.of(words[2].strip());
  }

  private static String[] words(String line) {
    return line.strip().split("\\s+", 3);
  }

  /**
   * Why signatures of such a key cannot be verified, as the end of a sentence that does not quote
   * it; empty when they can.
   */
  public static Optional<String> fault(String line) {
    String[] words = words(line);
    if (words.length < 2) {
      return Optional.of("is no type with a key in base64 behind it");
    }
    if (words[0].startsWith("sk-")) {
      return Optional.of("is one of a security key, which no build can touch");
    }
    if (words[0].contains("-cert-")) {
      return Optional.of("is a certificate, and only keys themselves count");
    }
    if (!TYPES.contains(words[0])) {
      return Optional.of(
          "is of a type that is not known here: %s are".formatted(String.join(", ", TYPES)));
    }
    try {
      byte[] key = Base64.getDecoder().decode(words[1]);
      // Keys are compared as they are written.
      return Base64.getEncoder().encodeToString(key).equals(words[1])
          ? ofType(words[0], ByteBuffer.wrap(key))
          : Optional.of(DAMAGED);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.of(DAMAGED);
    }
  }

  private static Optional<String> ofType(String type, ByteBuffer key) {
    if (!type.equals(new String(string(key), US_ASCII))) {
      return Optional.of("is of another type than it says");
    }
    return switch (type) {
      case "ssh-ed25519" -> only(string(key).length == 32, key);
      case "ssh-rsa" -> rsa(key);
      case "ecdsa-sha2-nistp256" -> curve("nistp256", 32, key);
      case "ecdsa-sha2-nistp384" -> curve("nistp384", 48, key);
      case "ecdsa-sha2-nistp521" -> curve("nistp521", 66, key);
      default -> throw new IllegalArgumentException("%s is none of %s".formatted(type, TYPES));
    };
  }

  private static Optional<String> curve(String name, int bytes, ByteBuffer key) {
    boolean named = name.equals(new String(string(key), US_ASCII));
    byte[] point = string(key);
    return only(named && point.length == 1 + 2 * bytes && point[0] == UNCOMPRESSED, key);
  }

  private static Optional<String> rsa(ByteBuffer key) {
    byte[] exponent = string(key);
    byte[] modulus = string(key);
    int bits = modulus.length == 0 ? 0 : new BigInteger(modulus).bitLength();
    if (bits < WEAKEST_RSA || bits > STRONGEST_RSA) {
      return Optional.of(
          "is of RSA with %d bits, and %d to %d are taken"
              .formatted(bits, WEAKEST_RSA, STRONGEST_RSA));
    }
    return only(exponent.length > 0 && exponent[0] >= 0 && modulus[0] >= 0, key);
  }

  /** Nothing may stand behind it. */
  private static Optional<String> only(boolean sound, ByteBuffer key) {
    return sound && !key.hasRemaining()
        ? Optional.empty()
        : Optional.of("is damaged: it is not of the form that its type has");
  }

  private static byte[] string(ByteBuffer key) {
    int length = key.getInt();
    if (length < 0 || length > key.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] found = new byte[length];
    key.get(found);
    return found;
  }
}
