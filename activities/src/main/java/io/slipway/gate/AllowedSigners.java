package io.slipway.gate;

import io.slipway.contract.Proof;
import io.slipway.ssh.WireKey;
import io.slipway.sshsig.Presence;
import io.slipway.sshsig.SshSignatureFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whose SSH keys are whose, less those that are no longer. */
final class AllowedSigners {
  static final AllowedSigners NONE = new AllowedSigners(List.of(), Revoked.NOTHING);

  private final List<SignerLine> lines;
  private final Revoked revoked;

  AllowedSigners(List<SignerLine> lines, Revoked revoked) {
    this.lines = List.copyOf(lines);
    this.revoked = revoked;
  }

  /**
   * Reads an allowed_signers file.
   *
   * @param faults gets a sentence for each line that cannot be read, such as {@code line 3: …}
   */
  static AllowedSigners parse(String signers, Revoked revoked, List<String> faults) {
    List<SignerLine> lines = new ArrayList<>();
    KeyLines.each(signers, faults, line -> lines.add(SignerLine.parse(line)));
    return new AllowedSigners(lines, revoked);
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
      if (!signature.namespace().equals(Proof.SSH_NAMESPACE)) {
        throw new IllegalArgumentException("it was made for another purpose than Slipway");
      }
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
    Presence presence = presence(signature, key, text, fingerprint);
    SignerLine line = line(key, false, now, fingerprint);
    requirePresence(presence, !line.untouched(), line.verified(), fingerprint);
    return new Identity(line.names(), List.of(), "ssh key " + fingerprint, fingerprint);
  }

  private Identity certified(
      SshSignatureFile signature, SignerCertificate certificate, String text, Instant now)
      throws UnprovenException {
    String fingerprint = certificate.plain().fingerprint();
    requireStanding(certificate.plain(), "its key", fingerprint);
    requireStanding(certificate.authority(), "the authority of its certificate", fingerprint);
    if (revoked.covers(certificate)) {
      throw new UnprovenException(
          "its certificate (serial %s) has been revoked"
              .formatted(Long.toUnsignedString(certificate.serial())),
          fingerprint);
    }
    Presence presence = presence(signature, certificate.plain(), text, fingerprint);
    Optional<String> fault = certificate.fault(now);
    if (fault.isPresent()) {
      throw new UnprovenException(fault.get(), fingerprint);
    }
    SignerLine line = line(certificate.authority(), true, now, fingerprint);
    requirePresence(
        presence,
        !line.untouched() || !certificate.untouched(),
        line.verified() || certificate.verified(),
        fingerprint);
    List<String> names = line.vouched(certificate.principals());
    if (names.isEmpty()) {
      throw new UnprovenException(
          "its certificate holds no name that its authority may vouch for", fingerprint);
    }
    String words =
        "ssh key %s, certified by %s".formatted(fingerprint, certificate.authority().fingerprint());
    return new Identity(names, List.of(), words, fingerprint);
  }

  private void requireStanding(WireKey key, String what, String fingerprint)
      throws UnprovenException {
    if (revoked.covers(key)) {
      throw new UnprovenException(
          "%s (%s) has been revoked".formatted(what, key.fingerprint()), fingerprint);
    }
  }

  private static Presence presence(
      SshSignatureFile signature, WireKey key, String text, String fingerprint)
      throws UnprovenException {
    return signature
        .of(key, text)
        .orElseThrow(
            () ->
                new UnprovenException(
                    "the signature is not one of this request: one of them was altered",
                    fingerprint));
  }

  /**
   * As sshd: a touch is asked of security keys, where nothing spares it; and verifying of all keys.
   */
  private static void requirePresence(
      Presence presence, boolean touched, boolean verified, String fingerprint)
      throws UnprovenException {
    if (presence.security() && touched && !presence.touched()) {
      throw new UnprovenException("nobody has touched its security key", fingerprint);
    }
    if (verified && !presence.verified()) {
      throw new UnprovenException(
          presence.security()
              ? "its security key has not verified its owner. Have it ask for a PIN or a finger:"
                  + " ssh-keygen -O verify-required"
              : "its key is no security key, so that it cannot verify its owner",
          fingerprint);
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
