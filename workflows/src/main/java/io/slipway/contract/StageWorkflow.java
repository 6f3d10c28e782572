package io.slipway.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

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
   * Starts a deploy, and returns as soon as it has started; or has it wait for its turn, if it
   * would. Refused with {@link FailureType#STAGE_BUSY} (details: the holder's {@link RunSummary},
   * if there is one) or {@link FailureType#INVALID_REQUEST}.
   */
  @UpdateMethod(name = "deploy")
  Answer deploy(DeployRequest request);

  /** Starts a rollback; waits and is refused as {@link #deploy} is. */
  @UpdateMethod(name = "rollback")
  Answer rollback(RollbackRequest request);

  /**
   * Takes a request out of the line, or gives it another place there. Refused with {@link
   * FailureType#INVALID_REQUEST} when it is not in the line or the place is none for it.
   */
  @UpdateMethod(name = "queue")
  Place queue(QueueRequest request);

  /**
   * Starts a deploy of a schedule at one of its times, or has it wait; refused as {@link #deploy}
   * is, with {@link FailureType#FORBIDDEN} when its order may not be carried out any more, and with
   * {@link FailureType#INVALID_REQUEST} when it is none of its times.
   */
  @UpdateMethod(name = "scheduled")
  Answer scheduled(ScheduledRequest request);

  /**
   * Does one step of a train: tells whether its deploy would be begun, begins it, or undoes it, the
   * last two as {@link #deploy} and {@link #rollback} do. Refused as they are, with {@link
   * FailureType#FORBIDDEN} when its order may not be carried out, and with {@link
   * FailureType#INVALID_REQUEST} when something else has come after what is to be undone.
   */
  @UpdateMethod(name = "train")
  TrainAnswer train(TrainRequest request);

  /**
   * Any of these but those of schedules and trains, signed. Refused with {@link
   * FailureType#FORBIDDEN} when the asker may not, and as they are otherwise.
   */
  @UpdateMethod(name = "signed")
  Answer signed(SignedRequest request);

  /** Told by a run once it knows its revision and release; the stage shows them. */
  @SignalMethod(name = "runChose")
  void runChose(RunSummary run);

  /** Told by a run that was cancelled in Temporal, since its end carries no result. */
  @SignalMethod(name = "runEnded")
  void runEnded(RunResult result);

  @QueryMethod(name = "status")
  StageStatus status();

  /** Where a request stands; null for one that the stage does not know, or knows no longer. */
  @QueryMethod(name = "place")
  @Nullable Place place(PlaceQuery query);
}
