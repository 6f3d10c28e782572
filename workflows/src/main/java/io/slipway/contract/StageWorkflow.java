package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The lock and the memory of one application on one stage. Lives for ever under {@link
 * WorkflowIds#stage}; runs are its children, one at a time. Requests are refused by the handlers
 * and not by validators, for what a validator throws loses its type and details on the way.
 */
@WorkflowInterface
public interface StageWorkflow {

  @WorkflowMethod(name = "Stage")
  void run(StageState state);

  /**
   * Starts a deploy, and returns as soon as it has started. Refused with {@link
   * FailureType#STAGE_BUSY} (details: the holder's {@link RunSummary}) or {@link
   * FailureType#INVALID_REQUEST}.
   */
  @UpdateMethod(name = "deploy")
  RunTicket deploy(DeployRequest request);

  /** Starts a rollback; refused as {@link #deploy} is. */
  @UpdateMethod(name = "rollback")
  RunTicket rollback(RollbackRequest request);

  /**
   * Either of these, signed. Refused with {@link FailureType#FORBIDDEN} when the asker may not, and
   * as they are otherwise.
   */
  @UpdateMethod(name = "signed")
  RunTicket signed(SignedRequest request);

  /** Told by a run once it knows its revision and release; the stage shows them. */
  @SignalMethod(name = "runChose")
  void runChose(RunSummary run);

  /** Told by a run that was cancelled in Temporal, since its end carries no result. */
  @SignalMethod(name = "runEnded")
  void runEnded(RunResult result);

  @QueryMethod(name = "status")
  StageStatus status();
}
