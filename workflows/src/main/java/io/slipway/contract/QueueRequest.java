package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Asks a stage to change its line.
 *
 * @param ticket whom it is about
 * @param position where that one is to stand, 1 for the next; null to take it out
 * @param reason why, in the asker's words; null when not given
 */
public record QueueRequest(
    long ticket, @Nullable Integer position, Initiator initiator, @Nullable String reason) {

  /** The same, asked for by this one. */
  public QueueRequest by(Initiator other) {
    return new QueueRequest(ticket, position, other, reason);
  }
}
