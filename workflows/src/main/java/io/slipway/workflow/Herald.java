package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
import io.slipway.contract.Notice;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.rollout.Audience;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place where events of a run become notifications. Nobody waits for them but the run's
 * end, and that not for long; one that fails is a warning.
 */
final class Herald {
  /** Since 2026-11. Runs that began before tell nobody; without such histories it may go. */
  private static final String CHANGE = "notify";

  /** Each takes a few events of the history; a run that pauses for ever must not fill it. */
  private static final int MOST = 200;

  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration END_WITHIN = Duration.ofSeconds(100);

  /** How long a run that is over stays for those who have not been told yet. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FleetRun run;
  private final @Nullable String reason;
  private final List<Promise<Void>> told = new ArrayList<>();
  private final List<CancellationScope> scopes = new ArrayList<>();
  private @Nullable Boolean tells;

  Herald(FleetRun run, @Nullable String reason) {
    this.run = run;
    this.reason = reason;
  }

  /** Tells whoever wants to know of an event that the run has just had. */
  void heard(RunEvent event) {
    tell(event.type(), false, occasion -> notice(event, occasion));
  }

  /** Tells of the end, and waits for those who have not been told yet. */
  void ended(RunResult result, boolean wished) {
    Instant now = WorkflowTime.now();
    tell(EventType.RUN_ENDED, wished, occasion -> notice(result, occasion, now));
    if (allTold()) {
      return;
    }
    if (!Workflow.await(PATIENCE, this::allTold)) {
      scopes.forEach(CancellationScope::cancel);
    }
    Promise.allOf(told).get();
  }

  private boolean allTold() {
    return told.stream().allMatch(Promise::isCompleted);
  }

  /** A notice without its notifier. */
  private record Draft(
      String number,
      Occasion occasion,
      EventType event,
      Instant at,
      @Nullable RunOutcome outcome,
      String message,
      List<String> details) {}

  private interface Writer {
    Draft write(Occasion occasion);
  }

  private static Draft notice(RunEvent event, Occasion occasion) {
    return new Draft(
        String.valueOf(event.number()),
        occasion,
        event.type(),
        event.at(),
        null,
        event.message(),
        List.of());
  }

  private static Draft notice(RunResult result, Occasion occasion, Instant now) {
    List<String> failures =
        result.hosts().stream()
            .map(HostResult::failure)
            .filter(Objects::nonNull)
            .limit(Notice.DETAILS)
            .map(HostFailure::message)
            .map(Clip::sentence)
            .toList();
    return new Draft(
        "end", occasion, EventType.RUN_ENDED, now, result.outcome(), result.message(), failures);
  }

  private void tell(EventType event, boolean wished, Writer writer) {
    if (run.switchover.retiring() != null && (wished || event != EventType.RUN_ENDED)) {
      return; // That a half is retired as its file says is no news.
    }
    for (Notifier notifier : run.target().notifiers()) {
      Optional<Occasion> occasion = Audience.occasion(notifier, event, wished);
      if (occasion.isPresent() && tells() && !beforehand(notifier)) {
        tell(notifier, writer.write(occasion.get()));
      }
    }
  }

  /** Whether there is no commit yet that GitHub could be told of. */
  private boolean beforehand(Notifier notifier) {
    return notifier.channel() instanceof Channel.GitHub && run.revision() == null;
  }

  private boolean tells() {
    tells =
        tells == null
            ? Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION
            : tells;
    return tells;
  }

  private void tell(Notifier notifier, Draft draft) {
    if (told.size() == MOST) {
      run.events.run(
          EventType.WARNING,
          "%d notifications were told of this run; there will be no further ones but those that are on their way."
              .formatted(MOST));
      told.add(Workflow.newPromise((Void) null));
    }
    if (told.size() > MOST) {
      return;
    }
    Notice notice =
        new Notice(
            "%s/%s".formatted(Workflow.getInfo().getRunId(), draft.number()),
            notifier,
            draft.occasion(),
            draft.event(),
            draft.at(),
            run.mission.own(),
            WorkflowIds.run(run.mission.own()),
            Clip.sentence(run.mission.subjectInWords()),
            Clip.sentence(run.mission.ref()),
            run.revision(),
            run.release(),
            run.mission.initiator(),
            reason == null ? null : Clip.sentence(reason),
            run.target().hosts().size(),
            draft.outcome(),
            Clip.sentence(draft.message()),
            draft.details(),
            draft.event() == EventType.FROZEN
                ? null
                : Audience.command(
                    draft.occasion(), run.hold.note() != null, run.target().stage()));
    // Who stops the run does not stop its being told of.
    CancellationScope scope =
        Workflow.newDetachedCancellationScope(() -> told.add(Async.procedure(() -> send(notice))));
    scopes.add(scope);
    scope.run();
  }

  private void send(Notice notice) {
    try {
      ActivityStubs.notify(notice.to(), notice.outcome() == null ? WITHIN : END_WITHIN)
          .tell(notice);
    } catch (ActivityFailure | CanceledFailure e) {
      run.events.run(EventType.WARNING, words(notice, e));
    }
  }

  private static String words(Notice notice, TemporalFailure failure) {
    if (failure.getCause() instanceof ApplicationFailure told
        && FailureType.named(told.getType()) != FailureType.UNEXPECTED) {
      return told.getOriginalMessage();
    }
    // What ran out was the time for further attempts; the last one says why they were needed.
    if (failure.getCause() instanceof TimeoutFailure timeout
        && timeout.getCause() instanceof ApplicationFailure last) {
      return last.getOriginalMessage();
    }
    boolean late =
        failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
    return "%s: tried to tell %s of '%s', but %s."
        .formatted(
            notice.key().stage(),
            notice.to().words(),
            notice.occasion().word(),
            late
                ? "it had not got through by the end of the run. Look at its attempts in Temporal's"
                    + " Web UI"
                : "%s. Look whether workers are alive and of this version"
                    .formatted(Failures.reason(failure)));
  }
}
