package io.slipway.secret;

import io.slipway.domain.SecretRef;

/**
 * A kind of place where secrets are kept. Adapters read when they are asked, keep no value, do not
 * retry what Temporal retries, and let no value into messages, causes, logs or {@code toString}.
 * They are asked by many threads at once. Take care when adding to this: every adapter must honour
 * it, and the contract test proves it for each.
 */
public interface SecretStore extends AutoCloseable {

  /**
   * Reads what the reference leads to. Its field is not looked at: a document has all fields that
   * the store answers with, so that one read serves many references.
   *
   * @throws SecretException when it cannot be had, saying why and what to do
   */
  SecretDocument read(SecretRef ref);

  /**
   * Gives back what was lent, so that it is worth nothing from now on; what is gone already is no
   * failure. Does nothing where nothing is lent.
   *
   * @throws SecretException when the store does not do so
   */
  void giveBack(String lease);

  @Override
  void close();
}
