package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/** Asks a paused run to go on without the hosts that have failed so far. */
public record ContinueRequest(Initiator initiator, @Nullable String reason) {
  /** The same, asked for by this one. */
  public ContinueRequest by(Initiator other) {
    return new ContinueRequest(other, reason);
  }
}
