package io.slipway.gate;

import io.slipway.contract.Proof;
import io.slipway.domain.PlainText;
import io.slipway.ssh.WireKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whose SSH keys are whose, less those that are no longer. */
final class AllowedSigners {
  static final AllowedSigners NONE = new AllowedSigners(List.of(), List.of());

  private final List<SignerLine> lines;
  private final List<String> revoked;

  /**
   * @param revoked fingerprints of keys that prove nothing any more
   */
  AllowedSigners(List<SignerLine> lines, List<String> revoked) {
    this.lines = List.copyOf(lines);
    this.revoked = List.copyOf(revoked);
  }

  /**
   * Reads both files.
   *
   * @param faults gets a sentence for each line that cannot be read, such as {@code line 3: …}
   */
  static AllowedSigners parse(
      String signers, String revoked, List<String> faults, List<String> revokedFaults) {
    List<SignerLine> lines = new ArrayList<>();
    each(signers, faults, line -> lines.add(SignerLine.parse(line)));
    List<String> gone = new ArrayList<>();
    each(revoked, revokedFaults, line -> gone.add(fingerprint(line)));
    return new AllowedSigners(lines, gone);
  }

  private interface Reading {
    void of(String line);
  }

  private static void each(String text, List<String> faults, Reading reading) {
    List<String> lines = SignerLine.lines(text);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        reading.of(line);
      } catch (IllegalArgumentException e) {
        faults.add("line %d: %s".formatted(i + 1, PlainText.of(String.valueOf(e.getMessage()))));
      }
    }
  }

  private static String fingerprint(String line) {
    String first = line.split("\\s+", 2)[0];
    if (first.matches("SHA256:[A-Za-z0-9+/]{43}")) {
      return first;
    }
    return WireKey.inLine(line)
        .map(WireKey::fingerprint)
        .orElseThrow(
            () -> new IllegalArgumentException("a line is a public key, or SHA256: and its hash"));
  }

  /** Names that are written out, for whoever wants to know whether a name is one of them. */
  List<String> names() {
    return List.copyOf(
        new TreeSet<>(lines.stream().flatMap(l -> l.principals().stream()).toList()));
  }

  /** Whether names may be proven that no line writes out. */
  boolean open() {
    return lines.stream().anyMatch(SignerLine::authority);
  }

  /**
   * Who has signed a text.
   *
   * @throws UnprovenException when nobody has who is known here
   */
  Identity prove(Proof.SshSignature proof, String text, Instant now) throws UnprovenException {
    SshSignatureFile signature;
    try {
      signature = SshSignatureFile.parse(proof.armored());
      return signature.key().certificate()
          ? certified(signature, SignerCertificate.parse(signature.key()), text, now)
          : plain(signature, text, now);
    } catch (IllegalArgumentException e) {
      throw new UnprovenException("the signature cannot be used: " + e.getMessage(), null);
    }
  }

  private Identity plain(SshSignatureFile signature, String text, Instant now)
      throws UnprovenException {
    WireKey key = signature.key();
    String fingerprint = key.fingerprint();
    requireStanding(key, "its key", fingerprint);
    requireSigned(signature, key, text, fingerprint);
    SignerLine line = line(key, false, now, fingerprint);
    return new Identity(line.names(), List.of(), "ssh", "ssh key " + fingerprint, fingerprint);
  }

  private Identity certified(
      SshSignatureFile signature, SignerCertificate certificate, String text, Instant now)
      throws UnprovenException {
    String fingerprint = certificate.plain().fingerprint();
    requireStanding(certificate.plain(), "its key", fingerprint);
    requireStanding(certificate.authority(), "the authority of its certificate", fingerprint);
    requireSigned(signature, certificate.plain(), text, fingerprint);
    Optional<String> fault = certificate.fault(now);
    if (fault.isPresent()) {
      throw new UnprovenException(fault.get(), fingerprint);
    }
    SignerLine line = line(certificate.authority(), true, now, fingerprint);
    List<String> names = line.vouched(certificate.principals());
    if (names.isEmpty()) {
      throw new UnprovenException(
          "its certificate holds no name that its authority may vouch for", fingerprint);
    }
    String words =
        "ssh key %s, certified by %s".formatted(fingerprint, certificate.authority().fingerprint());
    return new Identity(names, List.of(), "ssh-certificate", words, fingerprint);
  }

  private void requireStanding(WireKey key, String what, String fingerprint)
      throws UnprovenException {
    if (revoked.contains(key.fingerprint())) {
      throw new UnprovenException(
          "%s (%s) has been revoked".formatted(what, key.fingerprint()), fingerprint);
    }
  }

  private static void requireSigned(
      SshSignatureFile signature, WireKey key, String text, String fingerprint)
      throws UnprovenException {
    if (!signature.holds(key, text)) {
      throw new UnprovenException(
          "the signature is not one of this request: one of them was altered", fingerprint);
    }
  }

  private SignerLine line(WireKey key, boolean authority, Instant now, String fingerprint)
      throws UnprovenException {
    List<SignerLine> found =
        lines.stream().filter(l -> l.authority() == authority && l.key().equals(key)).toList();
    if (found.isEmpty()) {
      throw new UnprovenException(
          "%s (%s) is not among the allowed signers"
              .formatted(
                  authority ? "the authority of its certificate" : "its key", key.fingerprint()),
          fingerprint);
    }
    for (SignerLine line : found) {
      if (line.fault(now).isEmpty()) {
        return line;
      }
    }
    throw new UnprovenException(found.getFirst().fault(now).orElseThrow(), fingerprint);
  }
}
