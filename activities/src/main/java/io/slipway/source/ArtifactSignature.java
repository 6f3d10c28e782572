package io.slipway.source;

import io.slipway.contract.FailureType;
import io.slipway.domain.Artifact;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.Excerpt;
import io.slipway.domain.PlainText;
import io.slipway.domain.Revision;
import io.slipway.domain.Signatures;
import io.slipway.domain.Signer;
import io.slipway.shell.Pulse;
import io.slipway.ssh.WireKey;
import io.slipway.sshsig.SshSignatureFile;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody has signed an artifact whom its file names. What is signed is the SHA-256 of the
 * archive, so that the archive itself need not be read for it.
 */
final class ArtifactSignature {
  private static final String SIGN =
      "ssh-keygen -Y sign -O hashalg=sha256 -n %s -f KEY FILE".formatted(Signatures.NAMESPACE);
  private static final String UNKNOWN_CHANGE =
      "Do not deploy it before you know who has changed the archive, its checksum or its"
          + " signature.";

  private final Signatures wanted;
  private final String archive;
  private final String place;

  private ArtifactSignature(Signatures wanted, String archive, String place) {
    this.wanted = wanted;
    this.archive = archive;
    this.place = place;
  }

  /**
   * Returns when the artifact needs no signature, or has a good one.
   *
   * @param sum what its archive has, or must turn out to have
   * @throws SourceException when it has none that counts, or when it cannot be had
   */
  static void verify(
      Artifact artifact,
      ArtifactVersion version,
      Revision sum,
      Depot depot,
      @Nullable String token,
      Pulse pulse) {
    Signatures wanted = artifact.signatures();
    if (wanted != null) {
      String place = artifact.placeOfSignature(version).orElseThrow();
      ArtifactSignature signature = new ArtifactSignature(wanted, artifact.place(version), place);
      signature.verify(signature.read(depot, token, pulse), sum);
    }
  }

  private String read(Depot depot, @Nullable String token, Pulse pulse) {
    pulse.beat();
    return new Intake(pulse).text(open(depot, token), place);
  }

  private Download open(Depot depot, @Nullable String token) {
    try {
      return depot.open(place, token);
    } catch (SourceException e) {
      if (e.type() == FailureType.REVISION_NOT_FOUND) {
        throw refused(
            "it has none: nothing is at %s (%s)".formatted(place, e.reason()),
            "Sign it where it is built (%s) and put the signature there, or deploy a version that has one."
                .formatted(SIGN));
      }
      throw e;
    }
  }

  private void verify(String armored, Revision sum) {
    SshSignatureFile signature = parsed(armored);
    Signer signer = signer(signature.key());
    byte[] digest = HexFormat.of().parseHex(sum.value());
    if (signature.of(signature.key(), digest).isEmpty()) {
      throw refused(
          "the one at %s, with the key of %s (%s), is no good one of an archive with SHA-256 %s"
              .formatted(place, signer.name(), signer.fingerprint(), sum),
          UNKNOWN_CHANGE);
    }
  }

  private SshSignatureFile parsed(String armored) {
    SshSignatureFile signature;
    try {
      signature = SshSignatureFile.parse(armored);
    } catch (IllegalArgumentException e) {
      throw refused(
          "what is at %s cannot be used: %s".formatted(place, e.getMessage()),
          "Put there what %s writes.".formatted(SIGN));
    }
    if (!signature.namespace().equals(Signatures.NAMESPACE)) {
      throw refused(
          "the one at %s was made for another purpose: its namespace is '%s', and not %s"
              .formatted(
                  place,
                  Excerpt.head(80, PlainText.of(signature.namespace())),
                  Signatures.NAMESPACE),
          "Sign it by %s.".formatted(SIGN));
    }
    if (!signature.hash().equals(SshSignatureFile.SHA_256)) {
      throw refused(
          "the one at %s is over the SHA-512 of what was signed, and archives are known here by their SHA-256"
              .formatted(place),
          "Sign it by %s.".formatted(SIGN));
    }
    return signature;
  }

  private Signer signer(WireKey key) {
    Optional<Signer> known =
        wanted.signers().stream()
            .filter(s -> s.type().equals(key.type()) && s.base64().equals(key.base64()))
            .findFirst();
    return known.orElseThrow(
        () ->
            refused(
                "the one at %s is by a key that artifact.signers does not name: %s %s"
                    .formatted(
                        place, Excerpt.head(80, PlainText.of(key.type())), key.fingerprint()),
                "Deploy a version that was signed by %s; or add the key to artifact.signers in slipway.yml, if its owner may sign."
                    .formatted(wanted.names())));
  }

  private SourceException refused(String reason, String remedy) {
    return new SourceException(
        FailureType.ARTIFACT_UNUSABLE,
        "verify the signature of %s".formatted(archive),
        reason,
        remedy,
        "");
  }
}
