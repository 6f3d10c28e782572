package io.slipway.starter.gateway;

import io.slipway.contract.FailureType;
import io.slipway.contract.RunSummary;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** A stage or a run has answered no; the message says why and what to do, in whole sentences. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable RunSummary holder;

  private RefusedException(String message, @Nullable RunSummary holder, Throwable cause) {
    super(message, cause);
    this.holder = holder;
  }

  /** The refusal in the answer to an update; the answer itself when it failed for other reasons. */
  static RuntimeException in(WorkflowUpdateException answer) {
    if (!(answer.getCause() instanceof ApplicationFailure failure)) {
      return answer;
    }
    FailureType type = FailureType.named(failure.getType());
    if (type.cause() != FailureType.Cause.REFUSED) {
      return answer;
    }
    RunSummary holder =
        type == FailureType.STAGE_BUSY && failure.getDetails().getSize() > 0
            ? failure.getDetails().get(RunSummary.class)
            : null;
    return new RefusedException(failure.getOriginalMessage(), holder, answer);
  }

  /** The run that holds the stage, when that is why. */
  public @Nullable RunSummary holder() {
    return holder;
  }
}
