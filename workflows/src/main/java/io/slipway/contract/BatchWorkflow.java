package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One phase for up to {@link BatchOrder#MOST_HOSTS} hosts, side by side; id {@link
 * WorkflowIds#batch}. Never fails because a host does: the outcome says so. Its run stops it by
 * {@link #stop} and not by a cancellation, for a cancelled workflow can carry no outcomes.
 */
@WorkflowInterface
public interface BatchWorkflow {

  @WorkflowMethod(name = "Batch")
  BatchResult run(BatchOrder order);

  /** Begins no further host; those in work end, and the outcomes are returned. */
  @SignalMethod(name = "stop")
  void stop(BatchStop order);

  /** Begins no further host for a while; those in work end. */
  @SignalMethod(name = "hold")
  void hold(BatchHold order);

  @QueryMethod(name = "events")
  EventPage events(EventsQuery query);
}
