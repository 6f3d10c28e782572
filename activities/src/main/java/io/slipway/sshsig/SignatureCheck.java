package io.slipway.sshsig;

import io.slipway.ssh.WireKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Checks signatures of SSH keys: those of files and agents, and of security keys. */
public final class SignatureCheck {
  private static final String ED25519 = "ssh-ed25519";
  private static final String SK_ED25519 = "sk-ssh-ed25519@openssh.com";
  private static final String SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com";
  private static final String P256 = "ecdsa-sha2-nistp256";
  private static final int WEAKEST_RSA = 2048;
  private static final int UNCOMPRESSED = 4;

  /** Somebody has touched the security key. */
  private static final int PRESENT = 1;

  /** The security key has verified its owner. */
  private static final int VERIFIED = 4;

  private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private SignatureCheck() {}

  /** Whether a signature is that of a key, and a security key was touched for it. */
  public static boolean holds(WireKey key, byte[] data, byte[] signature) {
    return made(key, data, signature).filter(p -> !p.security() || p.touched()).isPresent();
  }

  /**
   * How a signature was made; empty when it is not that of a key.
   *
   * @param key no certificate
   * @param signature its algorithm and what that needs
   */
  public static Optional<Presence> made(WireKey key, byte[] data, byte[] signature) {
    try {
      return check(key, data, new SshBytes(signature))
          ? Optional.of(presence(key, new SshBytes(signature)))
          : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Presence presence(WireKey key, SshBytes signature) {
    if (!key.type().equals(SK_ED25519) && !key.type().equals(SK_ECDSA)) {
      return Presence.UNTOLD;
    }
    String unusedAlgorithm = signature.text();
    byte[] unusedValue = signature.string();
    byte flags = signature.octet();
    return new Presence(true, (flags & PRESENT) != 0, (flags & VERIFIED) != 0);
  }

  private static boolean check(WireKey key, byte[] data, SshBytes signature)
      throws GeneralSecurityException {
    SshBytes blob = new SshBytes(key.blob());
    String type = blob.text();
    String algorithm = signature.text();
    byte[] value = signature.string();
    return switch (type) {
      case ED25519 ->
          algorithm.equals(type) && ended(signature) && ed25519(point(blob), data, value);
      case "ssh-rsa" -> ended(signature) && rsa(blob, algorithm, data, value);
      case P256, "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
          algorithm.equals(type) && ended(signature) && ecdsa(curve(blob), data, value);
      case SK_ED25519 -> {
        byte[] point = blob.string();
        byte[] shown = shown(blob, data, signature);
        yield algorithm.equals(type) && ed25519(point, shown, value);
      }
      case SK_ECDSA -> {
        Ec ec = ec(blob);
        byte[] shown = shown(blob, data, signature);
        yield algorithm.equals(type) && ecdsa(ec, shown, value);
      }
      default -> false;
    };
  }

  private static boolean ended(SshBytes bytes) {
    bytes.end();
    return true;
  }

  private static byte[] point(SshBytes blob) {
    byte[] point = blob.string();
    blob.end();
    return point;
  }

  /** What a security key signs in the place of the data: it tells of a touch, too. */
  private static byte[] shown(SshBytes blob, byte[] data, SshBytes signature)
      throws GeneralSecurityException {
    byte[] application = blob.string();
    blob.end();
    byte flags = signature.octet();
    int counter = signature.uint32();
    signature.end();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return ByteBuffer.allocate(32 + 1 + Integer.BYTES + 32)
        .put(sha256.digest(application))
        .put(flags)
        .putInt(counter)
        .put(sha256.digest(data))
        .array();
  }

  private static boolean ed25519(byte[] point, byte[] data, byte[] value)
      throws GeneralSecurityException {
    if (point.length != 32) {
      return false;
    }
    byte[] encoded = Arrays.copyOf(X509_ED25519, X509_ED25519.length + point.length);
    System.arraycopy(point, 0, encoded, X509_ED25519.length, point.length);
    PublicKey key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    return verified("Ed25519", key, data, value);
  }

  /** The old algorithm with SHA-1 is none of these. */
  private static boolean rsa(SshBytes blob, String algorithm, byte[] data, byte[] value)
      throws GeneralSecurityException {
    BigInteger exponent = blob.number();
    BigInteger modulus = blob.number();
    blob.end();
    String name =
        switch (algorithm) {
          case "rsa-sha2-256" -> "SHA256withRSA";
          case "rsa-sha2-512" -> "SHA512withRSA";
          default -> throw new GeneralSecurityException("not an algorithm for RSA: " + algorithm);
        };
    PublicKey key =
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    return modulus.bitLength() >= WEAKEST_RSA && verified(name, key, data, value);
  }

  private record Ec(PublicKey key, String algorithm) {}

  private static Ec curve(SshBytes blob) throws GeneralSecurityException {
    Ec found = ec(blob);
    blob.end();
    return found;
  }

  private static Ec ec(SshBytes blob) throws GeneralSecurityException {
    String curve = blob.text();
    byte[] point = blob.string();
    String hash =
        switch (curve) {
          case "nistp256" -> "SHA256";
          case "nistp384" -> "SHA384";
          case "nistp521" -> "SHA512";
          default -> throw new GeneralSecurityException("unknown curve");
        };
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.replace("nistp", "secp") + "r1"));
    int half = (point.length - 1) / 2;
    if (point.length % 2 == 0 || point[0] != UNCOMPRESSED) {
      throw new GeneralSecurityException("no point");
    }
    ECPoint at =
        new ECPoint(new BigInteger(1, point, 1, half), new BigInteger(1, point, 1 + half, half));
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(at, parameters.getParameterSpec(ECParameterSpec.class)));
    return new Ec(key, hash + "withECDSA");
  }

  private static boolean ecdsa(Ec ec, byte[] data, byte[] value) throws GeneralSecurityException {
    SshBytes numbers = new SshBytes(value);
    byte[] r = derInteger(numbers.number());
    byte[] s = derInteger(numbers.number());
    numbers.end();
    return verified(ec.algorithm, ec.key, data, derSequence(r, s));
  }

  private static byte[] derInteger(BigInteger number) {
    byte[] value = number.toByteArray();
    return ByteBuffer.allocate(2 + value.length)
        .put((byte) 2)
        .put((byte) value.length)
        .put(value)
        .array();
  }

  private static byte[] derSequence(byte[] r, byte[] s) {
    int length = r.length + s.length;
    ByteBuffer out = ByteBuffer.allocate(3 + length).put((byte) 0x30);
    if (length > Byte.MAX_VALUE) {
      out.put((byte) 0x81);
    }
    out.put((byte) length).put(r).put(s);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static boolean verified(String algorithm, PublicKey key, byte[] data, byte[] value)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance(algorithm);
    check.initVerify(key);
    check.update(data);
    return check.verify(value);
  }
}
