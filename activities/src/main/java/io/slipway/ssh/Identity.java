package io.slipway.ssh;

import java.io.IOException;

/**
 * A key to log in with.
 *
 * @param shown the public key or certificate that the host is shown
 * @param origin where it comes from, for messages
 * @param local whether signing costs next to nothing, so that the host need not be asked first
 *     whether it would accept the key
 */
record Identity(WireKey shown, String origin, boolean local, Signer signer) {

  /** Signs with the private key that belongs to what is shown. */
  @FunctionalInterface
  interface Signer {
    /** The whole signature, its algorithm's name included. */
    byte[] sign(byte[] data) throws IOException;
  }

  /** The algorithm with which it signs; SHA-1 is not among them. */
  String algorithm() {
    return switch (shown.type()) {
      case "ssh-rsa" -> "rsa-sha2-512";
      case "ssh-rsa-cert-v01@openssh.com" -> "rsa-sha2-512-cert-v01@openssh.com";
      default -> shown.type();
    };
  }
}
