package io.slipway.workflow;

import io.slipway.contract.AuditKind;
import io.slipway.contract.AuditNote;
import io.slipway.contract.AuditedAct;
import io.slipway.contract.AuditedBy;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.PlanHash;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTimes;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.rollout.Durations;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells the audit trail: its beginning, each word of a person, and its end, in this
 * order. It is told while the run goes on; nobody but its beginning and its end waits for it.
 */
final class Chronicle {
  /** Since 2026-11. Runs that began before tell nothing; without such histories it may go. */
  private static final String CHANGE = "audit";

  /** Since 2026-11-30. Runs that began before do not tell of what did not come in time. */
  private static final String EXPIRY = "audit-expired";

  private static final Duration WAIT = Duration.ofSeconds(15);

  private final Mission mission;
  private final @Nullable String reason;
  private final EventLog events;
  private final FleetProgress progress;
  private final Instant startedAt = WorkflowTime.now();
  private final @Nullable Instant troubledSince;
  private Promise<Boolean> last = Workflow.newPromise(true);
  private @Nullable Boolean kept;
  private @Nullable String plan;
  private int told;

  /**
   * @param troubledSince since when the stage had served what it should not; null when it had not
   */
  Chronicle(
      Mission mission,
      @Nullable String reason,
      EventLog events,
      FleetProgress progress,
      @Nullable Instant troubledSince) {
    this.mission = mission;
    this.reason = reason;
    this.events = events;
    this.progress = progress;
    this.troubledSince = troubledSince;
  }

  /** Returns whether the run may go on: a worker that must record everything may be unable to. */
  boolean began() {
    tell(AuditKind.BEGAN, mission.initiator(), mission.own().kind().name(), reason, null, null);
    Promise<Boolean> begun = last;
    Workflow.await(begun::isCompleted);
    return begun.get();
  }

  void paused(String why) {
    tell(AuditKind.PAUSED, mission.initiator(), mission.own().kind().name(), reason, null, why);
  }

  /**
   * @param action one word
   * @param words what was decided
   */
  void decided(Initiator who, String action, @Nullable String why, String words) {
    tell(AuditKind.DECIDED, who, action, why, null, words);
  }

  /**
   * @param action one word
   * @param verdict why it was not let through, though the gate had let it in
   */
  void refused(Initiator who, String action, @Nullable String why, String verdict) {
    tell(AuditKind.REFUSED, who, action, why, null, verdict);
  }

  /**
   * What was waited for has not come in time.
   *
   * @param action what somebody would have done, one word
   */
  void expired(String action, String words) {
    if (Workflow.getVersion(EXPIRY, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION) {
      tell(AuditKind.EXPIRED, mission.initiator(), action, null, null, words);
    }
  }

  /** Waits until all is recorded, or the trail has been waited for long enough. */
  void ended(RunResult result) {
    String counts =
        progress.counts().entrySet().stream()
            .map(e -> "%d %s".formatted(e.getValue(), e.getKey()))
            .collect(Collectors.joining(", "));
    add(
        AuditKind.ENDED,
        AuditedBy.of(mission.initiator()),
        act(mission.own().kind().name(), result.revision(), result.release()),
        reason,
        result.outcome().name(),
        "%s. %s".formatted(counts, result.message()),
        new RunTimes(startedAt, WorkflowTime.now(), result.committedAt(), troubledSince));
    boolean unused = last.get();
  }

  private void tell(
      AuditKind kind,
      Initiator who,
      String action,
      @Nullable String why,
      @Nullable String result,
      @Nullable String message) {
    add(kind, AuditedBy.of(who), act(action, null, null), why, result, message, null);
  }

  private AuditedAct act(String action, @Nullable Revision revision, @Nullable ReleaseId release) {
    return new AuditedAct(
        action.toLowerCase(Locale.ROOT),
        mission.own().application(),
        mission.own().stage(),
        WorkflowIds.run(mission.own()),
        Clip.sentence(mission.ref()),
        revision,
        release,
        mission.target().hosts().size());
  }

  private void add(
      AuditKind kind,
      AuditedBy who,
      AuditedAct what,
      @Nullable String why,
      @Nullable String result,
      @Nullable String message,
      @Nullable RunTimes times) {
    if (!kept()) {
      return;
    }
    plan = plan == null ? PlanHash.of(mission.target(), mission.ref()) : plan;
    AuditNote note =
        new AuditNote(
            "%s/%d".formatted(Workflow.getInfo().getRunId(), ++told),
            kind,
            who,
            what,
            why == null ? null : Clip.sentence(why),
            plan,
            null,
            result,
            message == null ? null : Clip.sentence(message),
            times);
    Promise<Boolean> before = last;
    // Who stops the run does not stop its being recorded.
    Workflow.newDetachedCancellationScope(
            () -> last = Async.function(() -> recordedAfter(before, note)))
        .run();
  }

  private boolean kept() {
    kept =
        kept == null
            ? Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION
            : kept;
    return kept;
  }

  private boolean recordedAfter(Promise<Boolean> before, AuditNote note) {
    boolean unused = before.get();
    return recorded(note);
  }

  /** Whether the run may go on with it: only a worker that must record everything says no. */
  private boolean recorded(AuditNote note) {
    Duration patience = mission.target().rollout().outageFor();
    Instant since = WorkflowTime.now();
    while (true) {
      Optional<ActivityFailure> failure = failure(note);
      if (failure.isEmpty()) {
        return true;
      }
      boolean over = Duration.between(since, WorkflowTime.now()).compareTo(patience) >= 0;
      if (over || !required(failure.get())) {
        events.run(
            EventType.WARNING, "The audit trail lacks a line: %s".formatted(why(failure.get())));
        return !required(failure.get());
      }
      events.run(
          EventType.WAITING,
          "%s Tried again in %s, for %s in all."
              .formatted(why(failure.get()), Durations.words(WAIT), Durations.words(patience)));
      Workflow.sleep(WAIT);
    }
  }

  private static Optional<ActivityFailure> failure(AuditNote note) {
    try {
      ActivityStubs.audit().note(note);
      return Optional.empty();
    } catch (ActivityFailure e) {
      return Optional.of(e);
    }
  }

  private static boolean required(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
        && FailureType.named(told.getType()) == FailureType.AUDIT_UNREACHABLE;
  }

  private static String why(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
        ? told.getOriginalMessage()
        : "No worker has recorded it in time. Look whether workers are alive.";
  }
}
