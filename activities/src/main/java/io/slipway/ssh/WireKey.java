package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/**
 * A public key or certificate as it travels and as files hold it.
 *
 * @param type such as {@code ssh-ed25519}
 * @param base64 of the whole key, its type included
 */
public record WireKey(String type, String base64) {

  static WireKey of(PublicKey key) {
    return of(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
  }

  public static WireKey of(byte[] blob) {
    int length = blob.length < 4 ? -1 : ByteBuffer.wrap(blob).getInt();
    if (length < 1 || length > blob.length - 4) {
      throw new IllegalArgumentException("this is no SSH key");
    }
    return new WireKey(
        new String(blob, 4, length, US_ASCII), Base64.getEncoder().encodeToString(blob));
  }

  /** The key in a line of the form {@code type base64 [comment]}, if it is one. */
  public static Optional<WireKey> inLine(String line) {
    String[] words = line.strip().split("\\s+", 3);
    return words.length < 2 ? Optional.empty() : of(words[0], words[1]);
  }

  /** The key of these two words, if they belong together. */
  public static Optional<WireKey> of(String type, String base64) {
    try {
      WireKey key = of(Base64.getDecoder().decode(base64));
      return key.type.equals(type) ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException noKey) {
      return Optional.empty();
    }
  }

  public byte[] blob() {
    return Base64.getDecoder().decode(base64);
  }

  public boolean certificate() {
    return type.endsWith("-cert-v01@openssh.com");
  }

  /** What OpenSSH prints: {@code SHA256:} with an unpadded hash. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return type + " " + fingerprint();
  }
}
