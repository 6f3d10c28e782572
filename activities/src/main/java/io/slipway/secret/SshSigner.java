package io.slipway.secret;

import io.slipway.domain.SecretRef;

/** Has public SSH keys signed by an authority that hosts trust. */
public interface SshSigner {
  /**
   * Has a public key signed, for logging in under one name. Returns the certificate as a line of
   * text.
   *
   * @param authority such as {@code vault:ssh/sign/deploy}
   * @param publicKey as a line of text
   * @throws SecretException when it is not signed, saying why and what to do
   */
  String sign(SecretRef authority, String publicKey, String login);
}
