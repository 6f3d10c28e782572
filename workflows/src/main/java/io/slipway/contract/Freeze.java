package io.slipway.contract;

import io.slipway.domain.InFlight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Closes stages to deploys, as somebody has said.
 *
 * @param number by which it can be lifted; no other has it, before or after
 * @param from within it
 * @param until not within it; null where it lasts until it is lifted
 * @param reason why, in the words of who has put it
 * @param at when it was put
 * @param inFlight what becomes of deploys that are under way; null where it is as each stage says
 */
public record Freeze(
    long number,
    Scope scope,
    Instant from,
    @Nullable Instant until,
    String reason,
    Initiator by,
    Instant at,
    @Nullable InFlight inFlight) {

  /** Whether it closes its stages at an instant. */
  public boolean holds(Instant instant) {
    return !instant.isBefore(from) && !endsBy(instant);
  }

  /** Whether it is over at an instant. */
  public boolean endsBy(Instant instant) {
    return until != null && !instant.isBefore(until);
  }
}
