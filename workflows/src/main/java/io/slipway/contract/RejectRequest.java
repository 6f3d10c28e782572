package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Rejects a deploy that waits for approvals, which ends it.
 *
 * @param reason never empty
 * @param plan as in {@link ApproveRequest}
 */
public record RejectRequest(Initiator initiator, String reason, @Nullable String plan) {
  /** The same, asked for by this one. */
  public RejectRequest by(Initiator other) {
    return new RejectRequest(other, reason, plan);
  }
}
