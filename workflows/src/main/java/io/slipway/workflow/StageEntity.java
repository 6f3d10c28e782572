package io.slipway.workflow;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.StageState;
import io.slipway.contract.StageStatus;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets one run at a time have the stage, and remembers the ended ones. */
public final class StageEntity implements StageWorkflow {
  /** Runs after which the history is begun anew, well before the server asks for it. */
  private static final int RUNS_KEPT = 200;

  private static final Duration REPORT_WITHIN = Duration.ofSeconds(10);

  private StageState state;
  private @Nullable RunSummary current;
  private @Nullable RunResult reported;
  private int runs;

  @WorkflowInit
  public StageEntity(StageState state) {
    this.state = state;
  }

  @Override
  public void run(StageState ignored) {
    Workflow.await(
        () ->
            current == null
                && Workflow.isEveryHandlerFinished()
                && (runs >= RUNS_KEPT || Workflow.getInfo().isContinueAsNewSuggested()));
    Workflow.newContinueAsNewStub(StageWorkflow.class).run(state);
  }

  @Override
  public RunTicket deploy(DeployRequest request) {
    RunKey key = nextKey(RunKind.DEPLOY);
    RunOrder order = new RunOrder(key, request, null);
    return admit(
        order,
        summary(key, request.initiator(), request.ref(), request.reason(), request.target()));
  }

  @Override
  public void validateDeploy(DeployRequest request) {
    validate(request.target());
  }

  @Override
  public RunTicket rollback(RollbackRequest request) {
    RunKey key = nextKey(RunKind.ROLLBACK);
    RunOrder order = new RunOrder(key, null, request);
    String to = request.to() == null ? "" : request.to().value();
    return admit(order, summary(key, request.initiator(), to, request.reason(), request.target()));
  }

  @Override
  public void validateRollback(RollbackRequest request) {
    validate(request.target());
  }

  private void validate(Target target) {
    if (!target.application().equals(state.application())
        || !target.stage().equals(state.stage())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "This is stage %s of %s, not %s of %s."
              .formatted(state.stage(), state.application(), target.stage(), target.application()),
          FailureType.INVALID_REQUEST.name());
    }
    if (current != null) {
      throw ApplicationFailure.newNonRetryableFailure(
          Holder.sentence(current), FailureType.STAGE_BUSY.name(), current);
    }
  }

  /** Ids are times that only grow: names of release directories sort by age. */
  private RunKey nextKey(RunKind kind) {
    ReleaseId now = ReleaseId.at(Instant.ofEpochMilli(Workflow.currentTimeMillis()));
    ReleaseId last = state.lastId();
    ReleaseId id = last == null || now.compareTo(last) > 0 ? now : last.next();
    state = new StageState(state.application(), state.stage(), id, state.history());
    return new RunKey(state.application(), state.stage(), kind, id);
  }

  private RunTicket admit(RunOrder order, RunSummary summary) {
    // Before anything yields, so that the next request already finds the stage taken.
    current = summary;
    runs++;
    RunChild child = RunChild.start(order, summary);
    try {
      child.started().get();
    } catch (TemporalFailure e) {
      current = null;
      throw ApplicationFailure.newNonRetryableFailure(
          "Workflow %s could not be started: %s".formatted(summary.workflowId(), e.getMessage()),
          FailureType.UNEXPECTED.name());
    }
    Promise<Void> unused = Async.procedure(() -> awaitEnd(summary, child.result()));
    return new RunTicket(order.key(), summary.workflowId(), summary.startedAt());
  }

  private void awaitEnd(RunSummary summary, Promise<RunResult> result) {
    @Nullable RunResult told;
    try {
      told = result.get();
    } catch (ChildWorkflowFailure e) {
      told = resultIn(e);
      if (told == null && e.getCause() instanceof CanceledFailure) {
        // Its report and its end may come in either order.
        boolean unused = Workflow.await(REPORT_WITHIN, () -> reported != null);
        told = reported;
      }
    }
    reported = null;
    ended(summary, told);
  }

  private void ended(RunSummary summary, @Nullable RunResult told) {
    RunSummary end =
        new RunSummary(
            summary.key(),
            summary.workflowId(),
            summary.initiator(),
            summary.ref(),
            summary.reason(),
            told == null ? null : told.revision(),
            told == null ? summary.release() : told.release(),
            summary.hosts(),
            summary.startedAt(),
            Instant.ofEpochMilli(Workflow.currentTimeMillis()),
            told == null ? null : told.outcome(),
            told == null
                ? "Ended without a result (terminated?): hosts may serve different releases. See"
                    + " slipway releases."
                : told.message());
    List<RunSummary> history = new ArrayList<>();
    history.add(end);
    state.history().stream().limit(StageState.HISTORY_KEPT - 1L).forEach(history::add);
    state = new StageState(state.application(), state.stage(), state.lastId(), history);
    current = null;
  }

  private static @Nullable RunResult resultIn(ChildWorkflowFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
            && told.getType().equals(FailureType.RUN_FAILED.name())
        ? told.getDetails().get(RunResult.class)
        : null;
  }

  private static RunSummary summary(
      RunKey key, Initiator initiator, String ref, @Nullable String reason, Target target) {
    return new RunSummary(
        key,
        WorkflowIds.run(key),
        initiator,
        ref,
        reason,
        null,
        key.kind() == RunKind.DEPLOY ? key.id() : null,
        target.hosts().size(),
        Instant.ofEpochMilli(Workflow.currentTimeMillis()),
        null,
        null,
        null);
  }

  @Override
  public void runEnded(RunResult result) {
    reported = result;
  }

  @Override
  public StageStatus status() {
    return new StageStatus(current, state.history());
  }
}
