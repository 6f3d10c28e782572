package io.slipway.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One look of a schedule at all hosts of a stage; its id begins with {@link WorkflowIds#drift}. It
 * changes nothing and needs no lock, and it does not judge a stage on which something runs.
 */
@WorkflowInterface
public interface DriftWatchWorkflow {
  @WorkflowMethod(name = "DriftWatch")
  DriftSeen run(DriftOrder order);
}
