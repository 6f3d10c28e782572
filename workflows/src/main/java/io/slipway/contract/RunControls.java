package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** What can be asked of every run, whatever its kind. */
public interface RunControls {

  /**
   * Stops the run; what it changed is put back. Returns once the request is recorded, not when the
   * revert is over. Refused with {@link FailureType#INVALID_REQUEST} when the run is already
   * reverting or over.
   */
  @UpdateMethod(name = "abort")
  RunSummary abort(AbortRequest request);

  @UpdateValidatorMethod(updateName = "abort")
  void validateAbort(AbortRequest request);

  @QueryMethod(name = "events")
  EventPage events(EventsQuery query);

  @QueryMethod(name = "summary")
  RunSummary summary();
}
