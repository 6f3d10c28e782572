package io.slipway.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slipway.ssh.WireKey;
import io.slipway.sshsig.SshBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a revocation list as {@code ssh-keygen -k} writes it (OpenSSH's PROTOCOL.krl). */
final class RevocationList {
  private static final byte[] MAGIC = "SSHKRL\n\0".getBytes(US_ASCII);
  private static final int VERSION = 1;

  private static final int CERTIFICATES = 1;
  private static final int KEYS = 2;
  private static final int SHA1_HASHES = 3;
  private static final int SIGNATURE = 4;
  private static final int SHA256_HASHES = 5;
  private static final int EXTENSION = 255;

  private static final int SERIALS = 0x20;
  private static final int SERIAL_RANGE = 0x21;
  private static final int SERIAL_BITS = 0x22;
  private static final int IDS = 0x23;
  private static final int CERTIFICATE_EXTENSION = 0x39;

  private final Set<String> hashes = new LinkedHashSet<>();
  private final List<RevokedCertificates> certificates = new ArrayList<>();

  /** Whether a file is one of these, as its first bytes tell. */
  static boolean begins(byte[] file) {
    return file.length >= MAGIC.length
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Takes nothing that it does not understand: it could be what revokes a key.
   *
   * @throws IllegalArgumentException which says what is wrong with it, as a clause
   */
  Revoked read(byte[] file) {
    try {
      SshBytes bytes = new SshBytes(file);
      byte[] unusedMagic = bytes.raw(MAGIC.length);
      if (bytes.uint32() != VERSION) {
        throw new IllegalArgumentException("it is of a version that is not known here");
      }
      long unusedNumber = bytes.uint64();
      long unusedTime = bytes.uint64();
      long unusedFlags = bytes.uint64();
      byte[] unusedReserved = bytes.string();
      String unusedComment = bytes.text();
      while (bytes.more()) {
        section(Byte.toUnsignedInt(bytes.octet()), bytes.part());
      }
      return new Revoked(hashes, certificates);
    } catch (IllegalArgumentException e) {
      throw "malformed".equals(e.getMessage())
          ? new IllegalArgumentException("it is damaged", e)
          : e;
    }
  }

  private void section(int type, SshBytes section) {
    switch (type) {
      case CERTIFICATES -> certificates.add(certificates(section));
      case KEYS -> {
        while (section.more()) {
          hashes.add(WireKey.of(section.string()).fingerprint());
        }
      }
      case SHA1_HASHES -> hashes("SHA1:", 20, section);
      case SHA256_HASHES -> hashes("SHA256:", 32, section);
      case SIGNATURE ->
          throw new IllegalArgumentException(
              "it carries a signature, which OpenSSH has given up. Make it anew with ssh-keygen"
                  + " -k");
      case EXTENSION -> extension(section);
      default ->
          throw new IllegalArgumentException(
              "it holds a section of kind %d that is not known here".formatted(type));
    }
  }

  private void hashes(String name, int length, SshBytes section) {
    while (section.more()) {
      byte[] hash = section.string();
      if (hash.length != length) {
        throw new IllegalArgumentException("it is damaged");
      }
      hashes.add(name + Base64.getEncoder().withoutPadding().encodeToString(hash));
    }
  }

  private static RevokedCertificates certificates(SshBytes section) {
    byte[] key = section.string();
    @Nullable WireKey authority = key.length == 0 ? null : WireKey.of(key);
    byte[] unusedReserved = section.string();
    List<RevokedCertificates.Serials> serials = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    while (section.more()) {
      int type = Byte.toUnsignedInt(section.octet());
      SshBytes part = section.part();
      switch (type) {
        case SERIALS -> {
          while (part.more()) {
            long serial = part.uint64();
            serials.add(new RevokedCertificates.Range(serial, serial));
          }
        }
        case SERIAL_RANGE ->
            serials.add(new RevokedCertificates.Range(part.uint64(), part.uint64()));
        case SERIAL_BITS -> serials.add(new RevokedCertificates.Bits(part.uint64(), part.number()));
        case IDS -> {
          while (part.more()) {
            ids.add(part.text());
          }
        }
        case CERTIFICATE_EXTENSION -> extension(part);
        default ->
            throw new IllegalArgumentException(
                "it tells of certificates in a way of kind %d that is not known here"
                    .formatted(type));
      }
      part.end();
    }
    return new RevokedCertificates(authority, serials, ids);
  }

  private static void extension(SshBytes extension) {
    String unusedName = extension.text();
    boolean critical = extension.octet() != 0;
    byte[] unusedContent = extension.string();
    extension.end();
    if (critical) {
      throw new IllegalArgumentException(
          "it holds an extension that is not known here and must not be passed over");
    }
  }

  /** A hash as {@code ssh-keygen -l} prints it. */
  static String hash(String algorithm, byte[] blob) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(blob);
      return algorithm.replace("-", "")
          + ":"
          + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
