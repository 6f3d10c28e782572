package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Asks a run to stop.
 *
 * @param keep whether hosts that have the release keep it; everything is put back otherwise
 */
public record AbortRequest(Initiator initiator, @Nullable String reason, boolean keep) {
  public AbortRequest(Initiator initiator, @Nullable String reason) {
    this(initiator, reason, false);
  }

  /** The same, asked for by this one. */
  public AbortRequest by(Initiator other) {
    return new AbortRequest(other, reason, keep);
  }
}
