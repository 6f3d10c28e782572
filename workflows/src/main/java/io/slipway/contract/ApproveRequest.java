package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Approves of a deploy that waits for it.
 *
 * @param plan the hash of the plan that is approved of; null for whatever is waited with
 */
public record ApproveRequest(Initiator initiator, @Nullable String reason, @Nullable String plan) {
  /** The same, asked for by this one. */
  public ApproveRequest by(Initiator other) {
    return new ApproveRequest(other, reason, plan);
  }
}
