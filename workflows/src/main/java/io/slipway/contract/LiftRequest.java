package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a freeze to end.
 *
 * @param number of the freeze
 * @param reason why, in the asker's words; null when not given
 */
public record LiftRequest(long number, Initiator initiator, @Nullable String reason) {
  public LiftRequest {
    initiator = initiator == null ? Initiator.unknown() : initiator;
  }

  /** The same, asked for by this one. */
  public LiftRequest by(Initiator other) {
    return new LiftRequest(number, other, reason);
  }
}
