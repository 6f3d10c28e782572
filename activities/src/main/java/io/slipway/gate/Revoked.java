package io.slipway.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.ssh.WireKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What proves nothing any more, in a form that {@code ssh-keygen -Y verify -r} takes: a text of
 * public keys, or OpenSSH's binary revocation list.
 *
 * @param hashes of keys, such as {@code SHA256:…} and {@code SHA1:…}
 */
record Revoked(Set<String> hashes, List<RevokedCertificates> certificates) {
  static final Revoked NOTHING = new Revoked(Set.of(), List.of());

  Revoked {
    hashes = Set.copyOf(hashes);
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads a file.
   *
   * @param faults gets a sentence for each thing in it that cannot be read
   */
  static Revoked parse(byte[] file, List<String> faults) {
    if (RevocationList.begins(file)) {
      try {
        return new RevocationList().read(file);
      } catch (IllegalArgumentException e) {
        faults.add("it is a revocation list (KRL), but %s".formatted(e.getMessage()));
        return NOTHING;
      }
    }
    Set<String> hashes = new LinkedHashSet<>();
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      KeyLines.each(text, faults, line -> hashes.add(hash(line)));
    } catch (CharacterCodingException e) {
      faults.add("it is neither a text of public keys nor a revocation list (KRL)");
    }
    return new Revoked(hashes, List.of());
  }

  private static String hash(String line) {
    String first = line.split("\\s+", 2)[0];
    if (first.matches("SHA256:[A-Za-z0-9+/]{43}")) {
      return first;
    }
    return WireKey.inLine(line)
        .map(key -> key.certificate() ? SignerCertificate.parse(key).plain() : key)
        .map(WireKey::fingerprint)
        .orElseThrow(
            () -> new IllegalArgumentException("a line is a public key, or SHA256: and its hash"));
  }

  /**
   * @param key no certificate
   */
  boolean covers(WireKey key) {
    return hashes.contains(key.fingerprint())
        || hashes.contains(RevocationList.hash("SHA-1", key.blob()));
  }

  /** Whether the certificate itself has been revoked; its keys are another matter. */
  boolean covers(SignerCertificate certificate) {
    return certificates.stream().anyMatch(c -> c.covers(certificate));
  }
}
