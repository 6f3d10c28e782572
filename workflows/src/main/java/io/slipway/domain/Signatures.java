package io.slipway.domain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The signatures that artifacts must have: of each archive one, as {@code ssh-keygen -Y sign -O
 * hashalg=sha256 -n slipway-artifact} writes it, of any of these signers.
 *
 * @param place where the signature of a version is read, in which {@link Artifact#URL} stands for
 *     the place of the archive, and {@link Artifact#VERSION} for the version
 * @param signers one or more
 */
public record Signatures(String place, List<Signer> signers) {
  /** Where they are when nothing else is said: where {@code ssh-keygen} writes them. */
  public static final String BESIDE = Artifact.URL + ".sig";

  /**
   * What they are made for. It is not that of requests: who may sign archives cannot ask for
   * deploys, and what was signed as one is never the other.
   */
  public static final String NAMESPACE = "slipway-artifact";

  public Signatures {
    signers = List.copyOf(signers);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("nobody is named whose signatures of artifacts count");
    }
  }

  /** Who they are, for people: {@code ana or ben}. */
  public String names() {
    return signers.stream().map(Signer::name).distinct().collect(Collectors.joining(" or "));
  }
}
