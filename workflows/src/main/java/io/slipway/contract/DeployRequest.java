package io.slipway.contract;

import io.slipway.domain.Queueing;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks a stage for a deploy.
 *
 * @param ref branch, tag or commit; resolved once, in the run
 * @param reason why, in the asker's words; null when not given
 * @param resume the release of an earlier deploy that is to be brought to these hosts as well,
 *     under its own id; null for a release of its own
 * @param queueing what to do when the stage is busy; refused when not given
 * @param trigger what has made the asker ask; a person when not given
 * @param overrideFreeze whether it is to be done although its stage is closed; asked for as {@link
 *     Action#OVERRIDE}, and with a reason
 * @param traceparent in which trace the run goes on, as W3C's Trace Context spells it; null for a
 *     trace of its own, as is what cannot be read
 */
public record DeployRequest(
    Target target,
    String ref,
    Initiator initiator,
    @Nullable String reason,
    @Nullable ReleaseId resume,
    Queueing queueing,
    Trigger trigger,
    boolean overrideFreeze,
    @Nullable String traceparent) {

  public DeployRequest {
    queueing = queueing == null ? Queueing.refuse() : queueing;
    trigger = trigger == null ? Trigger.MANUAL : trigger;
  }

  /** One that keeps to its stage's windows. */
  public DeployRequest(
      Target target,
      String ref,
      Initiator initiator,
      @Nullable String reason,
      @Nullable ReleaseId resume,
      Queueing queueing,
      Trigger trigger) {
    this(target, ref, initiator, reason, resume, queueing, trigger, false, null);
  }

  /** One that does not wait, of a person. */
  public DeployRequest(
      Target target,
      String ref,
      Initiator initiator,
      @Nullable String reason,
      @Nullable ReleaseId resume) {
    this(target, ref, initiator, reason, resume, Queueing.refuse(), Trigger.MANUAL);
  }

  public DeployRequest(Target target, String ref, Initiator initiator, @Nullable String reason) {
    this(target, ref, initiator, reason, null);
  }

  /** The same, asked for by a schedule, which never overrides a window. */
  public DeployRequest scheduled() {
    return new DeployRequest(target, ref, initiator, reason, resume, queueing, Trigger.SCHEDULE);
  }

  /** The same, asked for by this one. */
  public DeployRequest by(Initiator other) {
    return new DeployRequest(
        target, ref, other, reason, resume, queueing, trigger, overrideFreeze, traceparent);
  }

  /** The same, also while its stage is closed. */
  public DeployRequest overriding() {
    return new DeployRequest(
        target, ref, initiator, reason, resume, queueing, trigger, true, traceparent);
  }

  /** The same, as a part of this trace. */
  public DeployRequest traced(@Nullable String parent) {
    return new DeployRequest(
        target, ref, initiator, reason, resume, queueing, trigger, overrideFreeze, parent);
  }

  /** What its asker must be allowed to do. */
  public Action action() {
    return overrideFreeze ? Action.OVERRIDE : Action.DEPLOY;
  }
}
