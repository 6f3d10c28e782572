package io.slipway.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.Proof;
import io.slipway.ssh.WireKey;
import io.slipway.sshsig.SshBytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A security key in software: signs in the form of OpenSSH's PROTOCOL.u2f, with any flags. */
final class SoftToken {
  static final int TOUCHED = 1;
  static final int VERIFIED = 4;

  private static final byte[] APPLICATION = "ssh:".getBytes(US_ASCII);
  private static final byte[] MAGIC = "SSHSIG".getBytes(US_ASCII);
  private static final int COORDINATE = 32;

  private final String type;
  private final KeyPair pair;
  private final String algorithm;
  private final byte[] blob;

  private SoftToken(String type, KeyPair pair, String algorithm, byte[]... point) {
    this.type = type;
    this.pair = pair;
    this.algorithm = algorithm;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(SshBytes.strings(type.getBytes(US_ASCII)));
    all.writeBytes(SshBytes.strings(point));
    all.writeBytes(SshBytes.strings(APPLICATION));
    this.blob = all.toByteArray();
  }

  static SoftToken ed25519() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - COORDINATE, encoded.length);
    return new SoftToken("sk-ssh-ed25519@openssh.com", pair, "Ed25519", point);
  }

  static SoftToken ecdsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    byte[] point =
        ByteBuffer.allocate(1 + 2 * COORDINATE)
            .put((byte) 4)
            .put(coordinate(key.getW().getAffineX()))
            .put(coordinate(key.getW().getAffineY()))
            .array();
    return new SoftToken(
        "sk-ecdsa-sha2-nistp256@openssh.com",
        pair,
        "SHA256withECDSAinP1363Format",
        "nistp256".getBytes(US_ASCII),
        point);
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] found = new byte[COORDINATE];
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, found, COORDINATE - length, length);
    return found;
  }

  /** The line of its public key. */
  String pub() {
    return type + " " + Base64.getEncoder().encodeToString(blob);
  }

  Proof.SshSignature sign(String text, int flags) throws GeneralSecurityException {
    return sign(WireKey.of(blob), text, flags, "ssh:");
  }

  /**
   * @param shown the key or a certificate for it
   * @param application that the key is asked to sign for
   */
  Proof.SshSignature sign(WireKey shown, String text, int flags, String application)
      throws GeneralSecurityException {
    byte[] head =
        SshBytes.strings(
            Proof.SSH_NAMESPACE.getBytes(UTF_8), new byte[0], "sha512".getBytes(US_ASCII));
    byte[] counter = {0, 0, 0, 42};
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(MAGIC);
    message.writeBytes(head);
    message.writeBytes(SshBytes.strings(hash("SHA-512", text.getBytes(UTF_8))));
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(hash("SHA-256", application.getBytes(US_ASCII)));
    signed.write(flags);
    signed.writeBytes(counter);
    signed.writeBytes(hash("SHA-256", message.toByteArray()));
    ByteArrayOutputStream signature = new ByteArrayOutputStream();
    signature.writeBytes(SshBytes.strings(type.getBytes(US_ASCII), value(signed.toByteArray())));
    signature.write(flags);
    signature.writeBytes(counter);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    file.writeBytes(new byte[] {0, 0, 0, 1});
    file.writeBytes(SshBytes.strings(shown.blob()));
    file.writeBytes(head);
    file.writeBytes(SshBytes.strings(signature.toByteArray()));
    String body =
        Base64.getMimeEncoder(70, "\n".getBytes(US_ASCII)).encodeToString(file.toByteArray());
    return new Proof.SshSignature(
        "-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n".formatted(body));
  }

  private byte[] value(byte[] data) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(data);
    byte[] value = signature.sign();
    if (algorithm.equals("Ed25519")) {
      return value;
    }
    return SshBytes.strings(
        new BigInteger(1, value, 0, COORDINATE).toByteArray(),
        new BigInteger(1, value, COORDINATE, COORDINATE).toByteArray());
  }

  private static byte[] hash(String name, byte[] data) throws GeneralSecurityException {
    return MessageDigest.getInstance(name).digest(data);
  }
}
