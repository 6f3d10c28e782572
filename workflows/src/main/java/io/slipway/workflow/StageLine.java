package io.slipway.workflow;

import io.slipway.contract.RunKey;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.WorkflowIds;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;

/** What a run tells its stage before its end does. */
final class StageLine {
  private final RunKey run;

  StageLine(RunKey run) {
    this.run = run;
  }

  /** Does not wait: the stage only shows it, and a stage that is gone need not know. */
  void chose(RunSummary summary) {
    Promise<Void> unused = Async.procedure(stage()::runChose, summary);
  }

  /** The same, where the stage must know before anything else is done; whether it has heard. */
  boolean told(RunSummary summary) {
    try {
      stage().runChose(summary);
      return true;
    } catch (SignalExternalWorkflowException e) {
      return false;
    }
  }

  /** Returns whether the stage has heard it. */
  boolean ended(RunResult result) {
    try {
      stage().runEnded(result);
      return true;
    } catch (SignalExternalWorkflowException e) {
      return false;
    }
  }

  private StageWorkflow stage() {
    return Workflow.newExternalWorkflowStub(
        StageWorkflow.class, WorkflowIds.stage(run.application(), run.stage()));
  }
}
