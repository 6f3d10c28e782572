package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One phase for up to {@link BatchOrder#MOST_HOSTS} hosts, side by side; id {@link
 * WorkflowIds#batch}. Never fails because a host does: the outcome says so. When cancelled it
 * begins no further host, lets those in work end, and returns.
 */
@WorkflowInterface
public interface BatchWorkflow {

  @WorkflowMethod(name = "Batch")
  BatchResult run(BatchOrder order);

  @QueryMethod(name = "events")
  EventPage events(EventsQuery query);
}
