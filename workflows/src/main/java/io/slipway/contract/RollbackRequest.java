package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks a stage to make an earlier release live again on all hosts.
 *
 * @param to the release; null for the newest published one that is older than what is live
 * @param cleanOnly whether nothing is switched, and only what earlier runs have left is removed:
 *     hosts serve the release already
 */
public record RollbackRequest(
    Target target,
    @Nullable ReleaseId to,
    Initiator initiator,
    @Nullable String reason,
    boolean cleanOnly) {
  public RollbackRequest(
      Target target, @Nullable ReleaseId to, Initiator initiator, @Nullable String reason) {
    this(target, to, initiator, reason, false);
  }

  /** The same, asked for by this one. */
  public RollbackRequest by(Initiator other) {
    return new RollbackRequest(target, to, other, reason, cleanOnly);
  }
}
