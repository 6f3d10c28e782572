package io.slipway.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Reads what commands have said in a run, for somebody who asks page by page; id {@link
 * WorkflowIds#log}. Ends when it is told to, when nobody has asked for a while, and when it has
 * told much: whoever reads on then starts another.
 */
@WorkflowInterface
public interface LogWorkflow {

  @WorkflowMethod(name = "Log")
  void run(LogOrder order);

  @UpdateMethod(name = "page")
  LogPage page(LogPageRequest request);

  /** Nobody will ask any more. */
  @SignalMethod(name = "done")
  void done();
}
