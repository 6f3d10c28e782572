package io.slipway.gate;

import io.slipway.ssh.WireKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that an authority has revoked.
 *
 * @param authority null for those of all authorities
 * @param ids names that the authority has given to certificates
 */
record RevokedCertificates(@Nullable WireKey authority, List<Serials> serials, Set<String> ids) {
  RevokedCertificates {
    serials = List.copyOf(serials);
    ids = Set.copyOf(ids);
  }

  /** Numbers of certificates, unsigned. */
  sealed interface Serials {
    boolean contain(long serial);
  }

  /** All from one to another. */
  record Range(long first, long last) implements Serials {
    @Override
    public boolean contain(long serial) {
      return Long.compareUnsigned(first, serial) <= 0 && Long.compareUnsigned(serial, last) <= 0;
    }
  }

  /**
   * Those whose bit is set.
   *
   * @param first the number that the lowest bit stands for
   */
  record Bits(long first, BigInteger bits) implements Serials {
    @Override
    public boolean contain(long serial) {
      long bit = serial - first;
      return Long.compareUnsigned(first, serial) <= 0
          && Long.compareUnsigned(bit, bits.bitLength()) < 0
          && bits.testBit((int) bit);
    }
  }

  /** As OpenSSH: the number 0 is that of certificates to which none was given. */
  boolean covers(SignerCertificate certificate) {
    if (authority != null && !authority.equals(certificate.authority())) {
      return false;
    }
    long serial = certificate.serial();
    return ids.contains(certificate.id())
        || (serial != 0 && serials.stream().anyMatch(s -> s.contain(serial)));
  }
}
