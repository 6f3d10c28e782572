package io.slipway.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;

/**
 * A certificate that a host shows. All of it is checked here: the library's own check accepts user
 * certificates and ones for no host in particular, and is not made after every key exchange.
 */
record HostCertificate(Certificate<?> certificate) {
  private static final long FOR_HOSTS = 2;

  WireKey authority() {
    return WireKey.of(certificate.getSignatureKey());
  }

  /** Why this certificate does not hold for the host now; empty when it does. */
  Optional<String> fault(String host, Instant now) {
    if (certificate.getType() != FOR_HOSTS) {
      return Optional.of("its certificate is one for users");
    }
    if (certificate.getValidPrincipals().isEmpty()) {
      return Optional.of("its certificate names no host");
    }
    if (certificate.getValidPrincipals().stream().noneMatch(host::equalsIgnoreCase)) {
      return Optional.of(
          "its certificate is for %s only"
              .formatted(String.join(", ", certificate.getValidPrincipals())));
    }
    if (now.isBefore(certificate.getValidAfter().toInstant())) {
      return Optional.of(
          "its certificate is valid only from " + certificate.getValidAfter().toInstant());
    }
    if (!now.isBefore(certificate.getValidBefore().toInstant())) {
      return Optional.of("its certificate expired on " + certificate.getValidBefore().toInstant());
    }
    if (!certificate.getCritOptions().isEmpty()) {
      return Optional.of("its certificate holds conditions that nobody knows");
    }
    return signed()
        ? Optional.empty()
        : Optional.of("its certificate does not carry a good signature of its authority");
  }

  private boolean signed() {
    try {
      byte[] signature = certificate.getSignature();
      Factory<Signature> factory =
          Algorithms.SIGNATURES.get(new Buffer.PlainBuffer(signature).readString());
      if (factory == null) {
        return false;
      }
      byte[] whole = WireKey.of(certificate).blob();
      // The signature is the last field, after its length.
      byte[] body = Arrays.copyOf(whole, whole.length - signature.length - Integer.BYTES);
      Signature check = factory.create();
      check.initVerify(new Buffer.PlainBuffer(certificate.getSignatureKey()).readPublicKey());
      check.update(body);
      return check.verify(signature);
    } catch (IOException | SSHRuntimeException malformed) {
      return false;
    }
  }
}
