package io.slipway.workflow;

import io.slipway.contract.FreezesWorkflow;
import io.slipway.contract.FrozenRun;
import io.slipway.contract.WorkflowIds;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** What a run that stands still for a freeze hears from the keeper of freezes. */
final class Thaw {
  private boolean come;

  /** Has the keeper tell of the next change. One that is gone keeps no freeze any more. */
  void expect() {
    come = false;
    try {
      Workflow.newExternalWorkflowStub(FreezesWorkflow.class, WorkflowIds.FREEZES)
          .frozen(new FrozenRun(Workflow.getInfo().getWorkflowId()));
    } catch (SignalExternalWorkflowException gone) {
      come = true;
    }
  }

  /** Waits for a change, but no longer than this. */
  void await(Duration most) {
    boolean unused = Workflow.await(most, () -> come);
  }

  void come() {
    come = true;
  }
}
