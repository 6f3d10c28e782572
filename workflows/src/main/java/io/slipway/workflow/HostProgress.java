package io.slipway.workflow;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
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
 * @param failure the first thing that went wrong on it
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

  HostProgress failing(HostFailure next) {
    return new HostProgress(
        host, HostState.FAILED, prepared, activated, live, failure == null ? next : failure);
  }

  HostResult result() {
    return new HostResult(host, state, live, failure);
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
    // What made the run stop is what people must read, also when putting back fails later.
    return new HostProgress(
        host,
        bad,
        nowPrepared,
        nowActivated,
        live,
        failure == null || bad == HostState.REVERT_FAILED ? outcome.failure() : failure);
  }
}
