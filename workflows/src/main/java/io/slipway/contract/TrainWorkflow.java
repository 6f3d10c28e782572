package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Has several stages deployed to, one after the other. Whoever can start it cannot thereby deploy:
 * each stage judges its order itself. Its id is {@link WorkflowIds#train}.
 */
@WorkflowInterface
public interface TrainWorkflow {
  /** Fails, with its {@link TrainStatus} as the failure's details, unless all cars are through. */
  @WorkflowMethod(name = "Train")
  TrainStatus run(TrainOrder order);

  /**
   * Says that it may go on from the gate at which it waits for people. Refused with {@link
   * FailureType#FORBIDDEN} when the asker may not, and with {@link FailureType#INVALID_REQUEST}
   * when it waits for nobody, or the asker has said so already.
   */
  @UpdateMethod(name = "continue")
  TrainStatus goOn(ContinueRequest request);

  /**
   * The same without an answer, for the Web UI: it says who, as a vote does. What the train waits
   * for tells when it is refused.
   */
  @SignalMethod(name = "continue")
  void goOnUnanswered(@Nullable ContinueRequest request);

  /**
   * Has it go no further once the car that is under way is through. Refused as {@link #goOn} is.
   */
  @UpdateMethod(name = "abort")
  TrainStatus abort(AbortRequest request);

  /** The same without an answer, for the Web UI; the train tells when it is refused. */
  @SignalMethod(name = "abort")
  void abortUnanswered(@Nullable AbortRequest request);

  /** Any of these, signed; refused as they are. */
  @UpdateMethod(name = "signed")
  TrainStatus signed(SignedRequest request);

  @QueryMethod(name = "train")
  TrainStatus status();
}
