package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Keeps the freezes of a namespace. Lives for ever under {@link WorkflowIds#FREEZES}, once the
 * first one was put. Requests are refused by the handlers and not by validators, as a stage's are.
 */
@WorkflowInterface
public interface FreezesWorkflow {

  @WorkflowMethod(name = "Freezes")
  void run(FreezesState state);

  /**
   * Closes stages. Refused with {@link FailureType#FORBIDDEN} when the asker may not, and with
   * {@link FailureType#INVALID_REQUEST} when it says what cannot be.
   */
  @UpdateMethod(name = "freeze")
  Freeze put(FreezeRequest request);

  /**
   * Ends a freeze, and tells which one it was. Refused as {@link #put} is, and when there is none
   * of that number.
   */
  @UpdateMethod(name = "lift")
  Freeze lift(LiftRequest request);

  /** Any of these, signed; refused as they are. */
  @UpdateMethod(name = "signed")
  Freeze signed(SignedRequest request);

  /** Told by a run that wants to hear, once, when freezes change. */
  @SignalMethod(name = "frozen")
  void frozen(FrozenRun run);

  @QueryMethod(name = "freezes")
  FreezeList freezes();
}
