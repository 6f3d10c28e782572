package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import org.jspecify.annotations.Nullable;

/** What can be asked of every run, whatever its kind. */
public interface RunControls {
  /** The name of {@link #freezesChanged}. */
  String THAW = "freezesChanged";

  String HOST_FAILED = "hostFailed";

  /**
   * Stops the run; what it changed is put back, or kept if so wished. Returns once the request is
   * recorded, not when the revert is over. Refused with {@link FailureType#INVALID_REQUEST} when
   * the run is already reverting or over.
   */
  @UpdateMethod(name = "abort")
  RunSummary abort(AbortRequest request);

  /** The same without an answer, for the Web UI; ignored when it would be refused. */
  @SignalMethod(name = "abort")
  void abortUnanswered(@Nullable AbortRequest request);

  /**
   * Tries failed hosts again. Refused with {@link FailureType#INVALID_REQUEST} when the run is not
   * paused, or a host has not failed.
   */
  @UpdateMethod(name = "retry")
  RunSummary retry(RetryRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "retry")
  void retryUnanswered(@Nullable RetryRequest request);

  /**
   * Leaves hosts out from now on. A run that is not paused may be told so, too, of hosts whose turn
   * has not come.
   */
  @UpdateMethod(name = "exclude")
  RunSummary exclude(ExcludeRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "exclude")
  void excludeUnanswered(@Nullable ExcludeRequest request);

  /** Goes on without the hosts that have failed. Refused when the run is not paused. */
  @UpdateMethod(name = "continue")
  RunSummary goOn(ContinueRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "continue")
  void goOnUnanswered(@Nullable ContinueRequest request);

  /**
   * Begins no further host until it is told to {@link #resume}, or the pause expires: after the
   * rollout's {@code pauseFor} everything is put back. Refused when the run waits for a person
   * already, and when it is too late.
   */
  @UpdateMethod(name = "pause")
  RunSummary pause(PauseRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "pause")
  void pauseUnanswered(@Nullable PauseRequest request);

  /** Goes on after {@link #pause}. Refused when nobody has paused the run. */
  @UpdateMethod(name = "resume")
  RunSummary resume(ResumeRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "resume")
  void resumeUnanswered(@Nullable ResumeRequest request);

  /**
   * Says yes to a deploy that waits for approvals. Refused with {@link FailureType#FORBIDDEN} when
   * the plan is another one, or the asker is none of those who may, and with {@link
   * FailureType#INVALID_REQUEST} when nothing waits.
   */
  @UpdateMethod(name = "approve")
  RunSummary approve(ApproveRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "approve")
  void approveUnanswered(@Nullable ApproveRequest request);

  /** Says no to it, which ends it; refused as {@link #approve} is. */
  @UpdateMethod(name = "reject")
  RunSummary reject(RejectRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "reject")
  void rejectUnanswered(@Nullable RejectRequest request);

  /**
   * Any of these, signed. Refused with {@link FailureType#FORBIDDEN} when the asker may not, and as
   * they are otherwise.
   */
  @UpdateMethod(name = "signed")
  RunSummary signed(SignedRequest request);

  /** The same without an answer, for the Web UI; a warning tells when it is refused. */
  @SignalMethod(name = "signed")
  void signedUnanswered(SignedRequest request);

  /** Told by a batch of this run, as soon as a host has failed to activate. */
  @SignalMethod(name = HOST_FAILED)
  void hostFailed(HostFailure failure);

  /** Told by the keeper of freezes, to a run that has asked for it. */
  @SignalMethod(name = THAW)
  void freezesChanged();

  @QueryMethod(name = "events")
  EventPage events(EventsQuery query);

  /** Which hosts it is about, whatever the file says by now. */
  @QueryMethod(name = "hosts")
  RunHosts hosts();

  @QueryMethod(name = "summary")
  RunSummary summary();

  /**
   * How the run ended; null while it goes on. The only way to the result of a run that was
   * cancelled in Temporal, because such a workflow can carry none.
   */
  @QueryMethod(name = "result")
  @Nullable RunResult result();
}
