package io.slipway.sshsig;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.ssh.WireKey;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A signature as {@code ssh-keygen -Y sign} writes it (OpenSSH's PROTOCOL.sshsig). What it says of
 * itself is not believed before {@link #of} has found that it fits.
 *
 * @param key the key or certificate that it was made with
 * @param namespace what it was made for
 * @param hash by which what was signed is known: {@code sha256} or {@code sha512}
 * @param signature in base64
 */
public record SshSignatureFile(WireKey key, String namespace, String hash, String signature) {
  /** A hash that signatures may be over, as they name it. */
  public static final String SHA_256 = "sha256";

  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
  private static final String END = "\n-----END SSH SIGNATURE-----";
  private static final byte[] MAGIC = "SSHSIG".getBytes(US_ASCII);
  private static final int VERSION = 1;
  private static final int LONGEST = 64 * 1024;

  /**
   * Reads one, whatever it was made for.
   *
   * @throws IllegalArgumentException which says what it is instead
   */
  public static SshSignatureFile parse(String armored) {
    SshBytes bytes = new SshBytes(unwrap(armored));
    try {
      if (!Arrays.equals(bytes.raw(MAGIC.length), MAGIC) || bytes.uint32() != VERSION) {
        throw new IllegalArgumentException("it is of another version");
      }
      WireKey key = WireKey.of(bytes.string());
      String namespace = bytes.text();
      byte[] reserved = bytes.string();
      String hash = bytes.text();
      byte[] signature = bytes.string();
      bytes.end();
      if (reserved.length > 0 || !(hash.equals(SHA_256) || hash.equals("sha512"))) {
        throw new IllegalArgumentException("it is of a kind that is not known here");
      }
      return new SshSignatureFile(
          key, namespace, hash, Base64.getEncoder().encodeToString(signature));
    } catch (IllegalArgumentException e) {
      throw "malformed".equals(e.getMessage())
          ? new IllegalArgumentException("it is damaged", e)
          : e;
    }
  }

  /** In one way only, so that nothing about a signature can be changed. */
  private static byte[] unwrap(String armored) {
    String text = armored.endsWith("\n") ? armored.substring(0, armored.length() - 1) : armored;
    if (text.length() < BEGIN.length() + END.length()
        || text.length() > LONGEST
        || !text.startsWith(BEGIN)
        || !text.endsWith(END)) {
      throw new IllegalArgumentException("it is no SSH signature");
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length()).replace("\n", "");
    try {
      byte[] bytes = Base64.getDecoder().decode(body);
      if (Base64.getEncoder().encodeToString(bytes).equals(body)) {
        return bytes;
      }
    } catch (IllegalArgumentException noBase64) {
      throw new IllegalArgumentException("it is damaged", noBase64);
    }
    throw new IllegalArgumentException("it is damaged");
  }

  /**
   * How it was made; empty when it is no signature of a text.
   *
   * @param plain the key itself, where {@link #key} is a certificate for it
   */
  public Optional<Presence> of(WireKey plain, String text) {
    return of(plain, digest(text.getBytes(UTF_8)));
  }

  /**
   * How it was made; empty when it is no signature of what has this digest.
   *
   * @param plain the key itself, where {@link #key} is a certificate for it
   * @param digest by {@link #hash}
   */
  public Optional<Presence> of(WireKey plain, byte[] digest) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(MAGIC);
    signed.writeBytes(
        SshBytes.strings(namespace.getBytes(UTF_8), new byte[0], hash.getBytes(UTF_8), digest));
    return SignatureCheck.made(plain, signed.toByteArray(), Base64.getDecoder().decode(signature));
  }

  private byte[] digest(byte[] data) {
    try {
      return MessageDigest.getInstance(hash.equals(SHA_256) ? "SHA-256" : "SHA-512").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
