package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Asks a run to begin nothing more until it is told to go on. Hosts in work end.
 *
 * @param now whether hosts in work stand still, too, where one of their steps has ended and the
 *     next has not begun; never between a switch and the check of it
 */
public record PauseRequest(Initiator initiator, @Nullable String reason, boolean now) {
  /** The same, asked for by this one. */
  public PauseRequest by(Initiator other) {
    return new PauseRequest(other, reason, now);
  }
}
