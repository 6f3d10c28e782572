package io.slipway.starter.gateway;

import io.slipway.contract.FailureType;
import io.slipway.contract.RunSummary;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stage or a run has answered no; the message says why and what to do, in whole sentences. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * What the SDK makes of any failure in a validator: the message survives, type and details do
   * not.
   */
  private static final String IN_VALIDATOR =
      "io.temporal.internal.worker.WorkflowExecutionException";

  private final transient @Nullable RunSummary holder;

  private RefusedException(String message, @Nullable RunSummary holder, Throwable cause) {
    super(message, cause);
    this.holder = holder;
  }

  /**
   * The refusal in the answer to an update; the answer itself when it failed for other reasons.
   *
   * @param current asks who holds the stage, where the answer does not say
   */
  static RuntimeException in(
      WorkflowUpdateException answer, Supplier<Optional<RunSummary>> current) {
    if (!(answer.getCause() instanceof ApplicationFailure failure)) {
      return answer;
    }
    String message = failure.getOriginalMessage();
    if (failure.getType().equals(IN_VALIDATOR)) {
      return new RefusedException(message, current.get().orElse(null), answer);
    }
    FailureType type = FailureType.named(failure.getType());
    if (type.cause() != FailureType.Cause.REFUSED) {
      return answer;
    }
    RunSummary holder =
        type == FailureType.STAGE_BUSY && failure.getDetails().getSize() > 0
            ? failure.getDetails().get(RunSummary.class)
            : null;
    return new RefusedException(message, holder, answer);
  }

  /** The refusal with which a workflow has ended that was started by hand, if it is one. */
  static Optional<RuntimeException> in(WorkflowFailedException ended) {
    return ended.getCause() instanceof ApplicationFailure failure
            && FailureType.named(failure.getType()).cause() == FailureType.Cause.REFUSED
        ? Optional.of(new RefusedException(failure.getOriginalMessage(), null, ended))
        : Optional.empty();
  }

  /** The run that holds the stage, when that is why. */
  public @Nullable RunSummary holder() {
    return holder;
  }
}
