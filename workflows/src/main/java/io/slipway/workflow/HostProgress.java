package io.slipway.workflow;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostState;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * Where one host stands, as far as its run knows.
 *
 * @param prepared whether preparing has begun, so that there may be something to discard
 * @param activated whether activating has begun, so that there may be something to put back
 * @param live what it served when it was last heard of; null also when that is no longer sure
 * @param failure the first thing that went wrong on it, or why it could not be put back
 */
record HostProgress(
    HostName host,
    HostState state,
    boolean prepared,
    boolean activated,
    @Nullable ReleaseId live,
    @Nullable HostFailure failure) {

  static HostProgress untouched(HostName host) {
    return new HostProgress(host, HostState.UNTOUCHED, false, false, null, null);
  }

  HostProgress in(HostState next) {
    return new HostProgress(host, next, prepared, activated, live, failure);
  }

  /** Looking changes nothing, but tells what the host serves. */
  HostProgress inspecting(PhaseOutcome outcome) {
    return outcome.report() == null
        ? this
        : new HostProgress(host, state, prepared, activated, outcome.report().live(), failure);
  }

  HostProgress preparing(PhaseOutcome outcome) {
    return after(
        outcome, HostState.PREPARED, HostState.FAILED, prepared || outcome.begun(), activated);
  }

  HostProgress activating(PhaseOutcome outcome) {
    return after(
        outcome, HostState.ACTIVE, HostState.FAILED, prepared, activated || outcome.begun());
  }

  HostProgress reverting(PhaseOutcome outcome) {
    return after(outcome, HostState.REVERTED, HostState.REVERT_FAILED, prepared, activated);
  }

  /** What has failed or is put back stays that; the directory is no state of its own then. */
  HostProgress discarding(PhaseOutcome outcome) {
    return outcome.succeeded() && state == HostState.PREPARED ? in(HostState.DISCARDED) : this;
  }

  /** A host on which a run may have begun all that it does. */
  HostProgress touched(boolean prepares) {
    return new HostProgress(host, state, prepares, true, live, failure);
  }

  HostProgress failing(HostFailure next) {
    return new HostProgress(
        host, HostState.FAILED, prepared, activated, live, failure == null ? next : failure);
  }

  private HostProgress after(
      PhaseOutcome outcome,
      HostState good,
      HostState bad,
      boolean nowPrepared,
      boolean nowActivated) {
    if (!outcome.begun()) {
      return this;
    }
    if (outcome.report() != null) {
      ReleaseId nowLive = outcome.report().live();
      return new HostProgress(host, good, nowPrepared, nowActivated, nowLive, failure);
    }
    // A host that is not back is what people must see to first, whatever it had failed with.
    return new HostProgress(
        host,
        bad,
        nowPrepared,
        nowActivated,
        nowActivated ? null : live,
        failure == null || bad == HostState.REVERT_FAILED ? outcome.failure() : failure);
  }
}
