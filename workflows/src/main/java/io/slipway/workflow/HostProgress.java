package io.slipway.workflow;

import io.slipway.contract.FailureType;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.HostState;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * Where one host stands, as far as its run knows.
 *
 * @param prepared whether preparing has begun, so that there may be something to discard
 * @param activated whether an order to activate may have come to it, so that there may be something
 *     to put back
 * @param out whether the run goes on without it
 * @param accepted whether its failure no longer counts, since a person wants to go on in spite of
 *     it
 * @param live what it served when it was last heard of; null also when that is no longer sure
 * @param failure the first thing that went wrong on it, or why it could not be put back
 * @param foreign what it served, in the same way, that another tool has made
 */
record HostProgress(
    HostName host,
    HostState state,
    boolean prepared,
    boolean activated,
    boolean out,
    boolean accepted,
    @Nullable ReleaseId live,
    @Nullable HostFailure failure,
    @Nullable String foreign) {

  static HostProgress untouched(HostName host) {
    return new HostProgress(
        host, HostState.UNTOUCHED, false, false, false, false, null, null, null);
  }

  HostProgress in(HostState next) {
    return new HostProgress(host, next, prepared, activated, out, accepted, live, failure, foreign);
  }

  /** Looking changes nothing, but tells what the host serves. */
  HostProgress inspecting(PhaseOutcome outcome) {
    if (outcome.report() != null) {
      return serving(state, outcome.report());
    }
    return outcome.failure() == null ? this : failing(outcome.failure());
  }

  HostProgress preparing(PhaseOutcome outcome) {
    return after(
        outcome, HostState.PREPARED, HostState.FAILED, prepared || outcome.begun(), activated);
  }

  HostProgress activating(PhaseOutcome outcome) {
    HostState bad =
        outcome.failure() != null && outcome.failure().type() == FailureType.UNKNOWN_OUTCOME
            ? HostState.UNKNOWN
            : HostState.FAILED;
    boolean reached = outcome.begun() && !untouched(outcome.failure());
    return after(outcome, HostState.ACTIVE, bad, prepared, activated || reached);
  }

  /** Nobody has to look at such a host: it serves what it served before. */
  private static boolean untouched(@Nullable HostFailure failure) {
    return failure != null && failure.untouched();
  }

  /** A host that is not retired goes on as it did, so that there is nothing to put back. */
  HostProgress retiring(PhaseOutcome outcome) {
    return after(outcome, HostState.RETIRED, HostState.FAILED, prepared, activated);
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
    return new HostProgress(host, state, prepares, true, out, accepted, live, failure, foreign);
  }

  HostProgress failing(HostFailure next) {
    return having(HostState.FAILED, live, foreign, failure == null ? next : failure);
  }

  /** The run goes on without it. */
  HostProgress passedOver() {
    return new HostProgress(
        host, state, prepared, activated, true, accepted, live, failure, foreign);
  }

  HostProgress forgiven() {
    return new HostProgress(host, state, prepared, activated, out, true, live, failure, foreign);
  }

  /** Tried again, so that what went wrong no longer stands. */
  HostProgress triedAgain() {
    return new HostProgress(host, state, prepared, activated, false, false, live, null, foreign);
  }

  boolean counts() {
    return failure != null && !accepted && state != HostState.EXCLUDED;
  }

  private HostProgress having(
      HostState next,
      @Nullable ReleaseId nowLive,
      @Nullable String nowForeign,
      @Nullable HostFailure nowFailing) {
    return new HostProgress(
        host, next, prepared, activated, out, accepted, nowLive, nowFailing, nowForeign);
  }

  private HostProgress serving(HostState next, HostReport found) {
    String other = found.foreignLive().map(ForeignRelease::words).orElse(null);
    return having(next, found.live(), other, failure);
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
    HostProgress begun =
        new HostProgress(
            host, state, nowPrepared, nowActivated, out, accepted, live, failure, foreign);
    if (outcome.report() != null) {
      return begun.serving(good, outcome.report());
    }
    // A host that is not back is what people must see to first, whatever it had failed with.
    return begun.having(
        bad,
        nowActivated ? null : live,
        nowActivated ? null : foreign,
        failure == null || bad == HostState.REVERT_FAILED ? outcome.failure() : failure);
  }
}
