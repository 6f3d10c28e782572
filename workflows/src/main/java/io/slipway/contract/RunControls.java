package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import org.jspecify.annotations.Nullable;

/** What can be asked of every run, whatever its kind. */
public interface RunControls {

  /**
   * Stops the run; what it changed is put back. Returns once the request is recorded, not when the
   * revert is over. Refused with {@link FailureType#INVALID_REQUEST} when the run is already
   * reverting or over.
   */
  @UpdateMethod(name = "abort")
  RunSummary abort(AbortRequest request);

  /** The same without an answer, for the Web UI; ignored when it would be refused. */
  @SignalMethod(name = "abort")
  void abortUnanswered(AbortRequest request);

  @QueryMethod(name = "events")
  EventPage events(EventsQuery query);

  @QueryMethod(name = "summary")
  RunSummary summary();

  /**
   * How the run ended; null while it goes on. The only way to the result of a run that was
   * cancelled in Temporal, because such a workflow can carry none.
   */
  @QueryMethod(name = "result")
  @Nullable RunResult result();
}
