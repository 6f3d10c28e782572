package io.slipway.starter.proof;

import io.slipway.contract.Proof;

/** Proves who has made a statement. */
public interface Signer {
  Proof prove(String statement);
}
