package io.slipway.contract;

import io.slipway.domain.InFlight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for stages to be closed to deploys.
 *
 * @param from null for at once
 * @param until null for until it is lifted
 * @param reason why, in the asker's words
 * @param inFlight what becomes of deploys that are under way; null for as each stage says
 */
public record FreezeRequest(
    Scope scope,
    @Nullable Instant from,
    @Nullable Instant until,
    String reason,
    Initiator initiator,
    @Nullable InFlight inFlight) {
  public FreezeRequest {
    scope = scope == null ? Scope.everything() : scope;
    initiator = initiator == null ? Initiator.unknown() : initiator;
  }

  /** The same, asked for by this one. */
  public FreezeRequest by(Initiator other) {
    return new FreezeRequest(scope, from, until, reason, other, inFlight);
  }
}
