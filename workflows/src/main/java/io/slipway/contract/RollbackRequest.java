package io.slipway.contract;

import io.slipway.domain.Queueing;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks a stage to make an earlier release live again on all hosts.
 *
 * @param to the release; null for the newest published one that is older than what is live
 * @param cleanOnly whether nothing is switched, and only what earlier runs have left is removed:
 *     hosts serve the release already
 * @param queueing what to do when the stage is busy; refused when not given
 * @param trigger what has made the asker ask; a person when not given
 * @param traceparent as in {@link DeployRequest}
 */
public record RollbackRequest(
    Target target,
    @Nullable ReleaseId to,
    Initiator initiator,
    @Nullable String reason,
    boolean cleanOnly,
    Queueing queueing,
    Trigger trigger,
    @Nullable String traceparent) {

  public RollbackRequest {
    queueing = queueing == null ? Queueing.refuse() : queueing;
    trigger = trigger == null ? Trigger.MANUAL : trigger;
  }

  /** One with a trace of its own. */
  public RollbackRequest(
      Target target,
      @Nullable ReleaseId to,
      Initiator initiator,
      @Nullable String reason,
      boolean cleanOnly,
      Queueing queueing,
      Trigger trigger) {
    this(target, to, initiator, reason, cleanOnly, queueing, trigger, null);
  }

  /** One that does not wait, of a person. */
  public RollbackRequest(
      Target target,
      @Nullable ReleaseId to,
      Initiator initiator,
      @Nullable String reason,
      boolean cleanOnly) {
    this(target, to, initiator, reason, cleanOnly, Queueing.refuse(), Trigger.MANUAL);
  }

  public RollbackRequest(
      Target target, @Nullable ReleaseId to, Initiator initiator, @Nullable String reason) {
    this(target, to, initiator, reason, false);
  }

  /** The same, asked for by this one. */
  public RollbackRequest by(Initiator other) {
    return new RollbackRequest(
        target, to, other, reason, cleanOnly, queueing, trigger, traceparent);
  }

  /** The same, as a part of this trace. */
  public RollbackRequest traced(@Nullable String parent) {
    return new RollbackRequest(target, to, initiator, reason, cleanOnly, queueing, trigger, parent);
  }
}
