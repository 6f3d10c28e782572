package io.slipway.workflow;

import io.slipway.contract.Answer;
import io.slipway.contract.AskedRun;
import io.slipway.contract.FailureType;
import io.slipway.contract.Left;
import io.slipway.contract.Place;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.ScheduleOrder;
import io.slipway.contract.ScheduledDeployWorkflow;
import io.slipway.contract.ScheduledEnd;
import io.slipway.contract.ScheduledHow;
import io.slipway.contract.ScheduledRequest;
import io.slipway.domain.Target;
import io.slipway.rollout.Durations;
import io.slipway.rollout.Punctuality;
import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/**
 * Asks for one deploy of a schedule, and waits for its end. Everything that decides whether it may
 * be done is looked at by the stage as well: whoever can start this workflow cannot thereby deploy.
 */
public final class ScheduledRun implements ScheduledDeployWorkflow {
  /** Set by Temporal: which time of the schedule it is. */
  static final SearchAttributeKey<OffsetDateTime> DUE =
      SearchAttributeKey.forOffsetDateTime("TemporalScheduledStartTime");

  @Override
  public ScheduledEnd run(ScheduleOrder order) {
    Instant due = due();
    Instant now = WorkflowTime.now();
    // Rules of time zones are data of the JVM, and change.
    Punctuality judged =
        Workflow.sideEffect(Punctuality.class, () -> Punctuality.of(order.timing(), due, now));
    return switch (judged) {
      case DUE -> deploy(order, due);
      case LATE -> missed(due);
      case NOT_DUE ->
          new ScheduledEnd(
              due,
              ScheduledHow.NOT_DUE,
              "This is no time of the schedule. To deploy now: slipway schedule run %s %s."
                  .formatted(order.deploy().target().stage(), order.name()),
              null);
    };
  }

  private static Instant due() {
    OffsetDateTime due = Workflow.getTypedSearchAttributes().get(DUE);
    return due == null ? WorkflowTime.now() : due.toInstant();
  }

  private static ScheduledEnd deploy(ScheduleOrder order, Instant due) {
    Target target = order.deploy().target();
    Answer answer;
    try {
      answer = ActivityStubs.schedule().ask(new ScheduledRequest(order, due));
    } catch (ActivityFailure e) {
      return refused(e, due);
    }
    AskedRun asked =
        RunWait.end(new AskedRun(target.application(), target.stage(), answer, null), seen -> {});
    if (asked.ended() == null) {
      Left left = Objects.requireNonNull(((Place) asked.answer()).left());
      return new ScheduledEnd(due, ScheduledHow.PASSED_OVER, left.why(), null);
    }
    return ended(asked.ended(), due);
  }

  /** A busy stage is nobody's fault; what will be refused again stops the schedule. */
  private static ScheduledEnd refused(ActivityFailure failure, Instant due) {
    if (WorkflowTime.now().isAfter(due.plus(Punctuality.WINDOW))) {
      return missed(due);
    }
    if (!(failure.getCause() instanceof ApplicationFailure why)) {
      throw failure;
    }
    if (why.getType().equals(FailureType.STAGE_BUSY.name())) {
      return new ScheduledEnd(due, ScheduledHow.PASSED_OVER, why.getOriginalMessage(), null);
    }
    throw ApplicationFailure.newNonRetryableFailure(why.getOriginalMessage(), why.getType());
  }

  private static ScheduledEnd missed(Instant due) {
    return new ScheduledEnd(
        due,
        ScheduledHow.MISSED,
        "Nobody was there to begin it within %s.".formatted(Durations.words(Punctuality.WINDOW)),
        null);
  }

  private static ScheduledEnd ended(RunSummary run, Instant due) {
    String message = "%s: %s".formatted(run.workflowId(), run.message());
    ScheduledEnd end = new ScheduledEnd(due, ScheduledHow.RAN, message, run);
    RunOutcome outcome = run.outcome();
    if (outcome == RunOutcome.SUCCEEDED || outcome == RunOutcome.SUCCEEDED_WITH_EXCEPTIONS) {
      return end;
    }
    throw ApplicationFailure.newNonRetryableFailure(message, FailureType.RUN_FAILED.name(), end);
  }
}
