package io.slipway.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.ssh.WireKey;
import io.slipway.sshsig.SignatureCheck;
import io.slipway.sshsig.SshBytes;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A certificate of a user's key (OpenSSH's PROTOCOL.certkeys).
 *
 * @param plain the key that it is about
 * @param serial its number among those of its authority, unsigned; 0 when it was given none
 * @param id its name among those of its authority
 * @param after seconds since 1970, unsigned, as {@code before}
 * @param conditions whether it holds some that are not known here
 * @param verified whether it counts only where a security key has verified its owner
 * @param untouched whether a security key need not be touched for it
 * @param sound whether its authority has signed it
 */
record SignerCertificate(
    WireKey plain,
    long serial,
    int kind,
    String id,
    List<String> principals,
    long after,
    long before,
    boolean conditions,
    boolean verified,
    boolean untouched,
    WireKey authority,
    boolean sound) {
  private static final String SUFFIX = "-cert-v01@openssh.com";
  private static final String VERIFIED = "verify-required";
  private static final String UNTOUCHED = "no-touch-required";
  private static final int FOR_USERS = 1;

  /**
   * @throws IllegalArgumentException when it is no certificate
   */
  static SignerCertificate parse(WireKey certificate) {
    byte[] blob = certificate.blob();
    SshBytes bytes = new SshBytes(blob);
    String type = bytes.text();
    if (!type.endsWith(SUFFIX)) {
      throw new IllegalArgumentException("no certificate");
    }
    byte[] unusedNonce = bytes.string();
    WireKey plain = plain(type.substring(0, type.length() - SUFFIX.length()), bytes);
    long serial = bytes.uint64();
    int kind = bytes.uint32();
    String id = bytes.text();
    List<String> principals = bytes.texts();
    long after = bytes.uint64();
    long before = bytes.uint64();
    List<String> conditions = named(bytes.part());
    List<String> extensions = named(bytes.part());
    byte[] unusedReserved = bytes.string();
    WireKey authority = WireKey.of(bytes.string());
    byte[] signed = Arrays.copyOf(blob, bytes.position());
    byte[] signature = bytes.string();
    bytes.end();
    return new SignerCertificate(
        plain,
        serial,
        kind,
        id,
        principals,
        after,
        before,
        !List.of(VERIFIED).containsAll(conditions),
        conditions.contains(VERIFIED),
        extensions.contains(UNTOUCHED),
        authority,
        !authority.certificate() && SignatureCheck.holds(authority, signed, signature));
  }

  /** Names of what it holds besides; each has a value, which those that we know leave empty. */
  private static List<String> named(SshBytes bytes) {
    List<String> found = new ArrayList<>();
    while (bytes.more()) {
      found.add(bytes.text());
      byte[] unusedValue = bytes.string();
    }
    return found;
  }

  private static WireKey plain(String stem, SshBytes bytes) {
    int fields =
        switch (stem) {
          case "ssh-ed25519" -> 1;
          case "ssh-rsa", "sk-ssh-ed25519" -> 2;
          case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> 2;
          case "sk-ecdsa-sha2-nistp256" -> 3;
          default -> throw new IllegalArgumentException("a certificate of an unknown kind");
        };
    String type = stem.startsWith("sk-") ? stem + "@openssh.com" : stem;
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.writeBytes(SshBytes.strings(type.getBytes(UTF_8)));
    for (int i = 0; i < fields; i++) {
      key.writeBytes(SshBytes.strings(bytes.string()));
    }
    return WireKey.of(key.toByteArray());
  }

  /** Why it does not count now; empty when it does, if its authority is trusted. */
  Optional<String> fault(Instant now) {
    if (kind != FOR_USERS) {
      return Optional.of("its certificate is not one for users");
    }
    if (conditions) {
      return Optional.of("its certificate holds conditions that are not known here");
    }
    if (Long.compareUnsigned(now.getEpochSecond(), after) < 0) {
      return Optional.of("its certificate is not valid yet");
    }
    if (Long.compareUnsigned(now.getEpochSecond(), before) >= 0) {
      return Optional.of("its certificate has expired");
    }
    return sound
        ? Optional.empty()
        : Optional.of("its certificate does not carry a good signature of its authority");
  }
}
