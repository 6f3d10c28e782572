package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostState;
import io.slipway.contract.Initiator;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import io.slipway.rollout.Names;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.rollout.Verdict;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What deploys and rollbacks have in common: going forward until done or stopped, and putting back
 * what was changed.
 */
final class FleetRun {
  final EventLog events = new EventLog();
  final FleetProgress progress;
  final PhaseRunner phases;
  final RunKey key;
  final Target target;
  private final Initiator initiator;
  private final String ref;
  private final @Nullable String reason;
  private final Instant startedAt = Instant.ofEpochMilli(Workflow.currentTimeMillis());
  private final List<String> warnings = new ArrayList<>();

  private @Nullable ReleaseId release;
  private @Nullable Revision revision;
  private @Nullable CancellationScope forward;
  private @Nullable AbortRequest abort;
  private @Nullable String stopped;
  private String state = "RUNNING";
  private boolean abortable = true;
  private @Nullable RunResult result;

  FleetRun(RunKey key, Target target, String ref, Initiator initiator, @Nullable String reason) {
    this.key = key;
    this.target = target;
    this.ref = ref;
    this.initiator = initiator;
    this.reason = reason;
    this.progress = new FleetProgress(target.hosts());
    this.phases = new PhaseRunner(key, target, ref, initiator, events);
  }

  /**
   * Goes forward, and back if that is stopped.
   *
   * @param way goes forward; returns whether all of it was done, having called {@link #stop}
   *     otherwise
   * @param further what is to be put back besides the hosts' releases, once those are
   */
  RunResult carry(Supplier<Boolean> way, Runnable further) {
    events.run(
        EventType.RUN_STARTED,
        "%s on %s, %d hosts, asked for by %s"
            .formatted(subject(), target.stage(), target.hosts().size(), initiator));
    describe();
    CancellationScope whole = CancellationScope.current();
    boolean done = goForward(way);
    abortable = false;
    CancellationScope ending =
        Workflow.newDetachedCancellationScope(
            () -> {
              if (done) {
                finish();
              } else {
                putBack(further);
              }
              tellStageIfCancelled(whole);
            });
    ending.run();
    RunResult ended = Objects.requireNonNull(result);
    events.run(EventType.RUN_ENDED, ended.message());
    events.end();
    enter(ended.outcome().name());
    if (ended.outcome() != RunOutcome.SUCCEEDED) {
      throw ApplicationFailure.newNonRetryableFailure(
          ended.message(), FailureType.RUN_FAILED.name(), ended);
    }
    return ended;
  }

  /** A workflow that is cancelled in Temporal ends without a result, whatever it returns. */
  private void tellStageIfCancelled(CancellationScope whole) {
    if (!whole.isCancelRequested()) {
      return;
    }
    StageWorkflow stage =
        Workflow.newExternalWorkflowStub(
            StageWorkflow.class, WorkflowIds.stage(key.application(), key.stage()));
    try {
      stage.runEnded(Objects.requireNonNull(result));
    } catch (SignalExternalWorkflowException e) {
      events.run(EventType.WARNING, "The stage's workflow is gone, so its history lacks this run.");
    }
  }

  private boolean goForward(Supplier<Boolean> way) {
    boolean[] done = new boolean[1];
    CancellationScope scope = Workflow.newCancellationScope(() -> done[0] = way.get());
    forward = scope;
    try {
      scope.run();
    } catch (CanceledFailure e) {
      stop(cancelled());
    }
    if (!done[0] && scope.isCancelRequested()) {
      // Whatever broke off because of it, this is the reason.
      stopped = cancelled();
    }
    return done[0];
  }

  private String cancelled() {
    AbortRequest request = abort;
    if (request == null) {
      return "The run was cancelled in Temporal.";
    }
    return request.reason() == null
        ? "Aborted by %s.".formatted(request.initiator())
        : "Aborted by %s: %s.".formatted(request.initiator(), request.reason());
  }

  /** Notes why the run does not go on; the first reason stands. */
  void stop(String why) {
    stopped = stopped == null ? why : stopped;
  }

  boolean stopping() {
    return stopped != null || CancellationScope.current().isCancelRequested();
  }

  void chooseRelease(ReleaseId chosen, @Nullable Revision of, String message) {
    release = chosen;
    if (of != null) {
      resolve(of);
    }
    events.run(EventType.RELEASE_CHOSEN, message);
  }

  void resolve(Revision resolved) {
    revision = resolved;
    Workflow.upsertTypedSearchAttributes(SearchAttributes.REVISION.valueSet(resolved.value()));
    describe();
  }

  ReleaseId release() {
    return Objects.requireNonNull(release);
  }

  @Nullable Revision revision() {
    return revision;
  }

  Initiator initiator() {
    return initiator;
  }

  String ref() {
    return ref;
  }

  void warn(String warning) {
    warnings.add(warning);
    events.run(EventType.WARNING, warning);
  }

  /** Switches hosts batch by batch, until a batch fails. */
  boolean rollOut() {
    List<List<Host>> batches = RolloutPlanner.batches(target.hosts(), target.rollout());
    for (int i = 0; i < batches.size(); i++) {
      if (stopping() || !activate(batches.get(i))) {
        return false;
      }
      boolean last = i == batches.size() - 1;
      if (!last && target.rollout().bake().isPositive()) {
        events.run(
            EventType.BAKING,
            "batch %d of %d is live; next one in %s"
                .formatted(i + 1, batches.size(), target.rollout().bake()));
        Workflow.sleep(target.rollout().bake());
      }
    }
    return true;
  }

  private boolean activate(List<Host> hosts) {
    progress.enter(hosts, HostState.ACTIVATING);
    describe();
    List<PhaseOutcome> outcomes = phases.run(Phase.ACTIVATE, hosts, release, revision);
    progress.apply(
        outcomes, HostProgress::activating, prepares() ? HostState.PREPARED : HostState.UNTOUCHED);
    describe();
    return allSucceeded(Phase.ACTIVATE, outcomes);
  }

  /** Whether all hosts got through a phase; stops the run with the reason otherwise. */
  boolean allSucceeded(Phase phase, List<PhaseOutcome> outcomes) {
    List<HostFailure> failures =
        outcomes.stream()
            .filter(o -> o.failure() != null)
            .map(o -> Objects.requireNonNull(o.failure()))
            .toList();
    if (!failures.isEmpty()) {
      stop(
          failures.size() == 1
              ? "Could not %s %s".formatted(Words.of(phase), failures.getFirst().message())
              : "Could not %s %d hosts (%s). %s"
                  .formatted(
                      Words.of(phase),
                      failures.size(),
                      Names.of(failures.stream().map(HostFailure::host).toList()),
                      failures.getFirst().message()));
      return false;
    }
    return outcomes.stream().allMatch(PhaseOutcome::succeeded);
  }

  private void finish() {
    enter("FINISHING");
    List<PhaseOutcome> outcomes = phases.run(Phase.FINISH, target.hosts(), release, revision);
    collectWarnings(outcomes, "clean up");
    conclude(
        RunOutcome.SUCCEEDED,
        "Release %s%s is live on %d hosts."
            .formatted(
                release,
                revision == null ? "" : " (" + revision.abbreviated() + ")",
                target.hosts().size()));
  }

  private void putBack(Runnable further) {
    List<Host> switched = progress.where(HostProgress::activated);
    if (!switched.isEmpty()) {
      enter("REVERTING");
      progress.enter(switched, HostState.REVERTING);
      events.run(
          EventType.REVERT_STARTED,
          "%s Putting back %d hosts.".formatted(stopped, switched.size()));
      describe();
      progress.apply(
          phases.run(Phase.REVERT, switched, release, revision),
          HostProgress::reverting,
          HostState.REVERT_FAILED);
    }
    further.run();
    discard();
    Verdict verdict =
        Verdict.ofStopped(progress.results(), stopped == null ? "The run was stopped." : stopped);
    conclude(verdict.outcome(), verdict.message());
  }

  private void discard() {
    List<Host> litter = progress.where(p -> p.prepared() && p.state() != HostState.REVERT_FAILED);
    if (litter.isEmpty()) {
      return;
    }
    collectWarnings(
        phases.run(Phase.DISCARD, litter, release, revision),
        "remove release %s".formatted(release));
    progress.enter(progress.where(p -> p.state() == HostState.PREPARED), HostState.DISCARDED);
  }

  private void collectWarnings(List<PhaseOutcome> outcomes, String attempt) {
    for (PhaseOutcome outcome : outcomes) {
      if (outcome.failure() != null) {
        warnings.add("could not %s on %s".formatted(attempt, outcome.failure().message()));
      }
      if (outcome.report() != null) {
        outcome
            .report()
            .warnings()
            .forEach(w -> warnings.add("%s: %s".formatted(outcome.host(), w)));
      }
    }
  }

  private void conclude(RunOutcome outcome, String message) {
    result =
        new RunResult(
            key, outcome, release, revision, message, progress.results(), List.copyOf(warnings));
    describe();
  }

  void validateAbort() {
    if (!abortable || abort != null) {
      throw ApplicationFailure.newNonRetryableFailure(
          abort != null
              ? "It is being aborted already."
              : "It is too late to abort: the run is %s."
                  .formatted(state.toLowerCase(java.util.Locale.ROOT)),
          FailureType.INVALID_REQUEST.name());
    }
  }

  RunSummary abort(AbortRequest request) {
    abort = request;
    events.run(
        EventType.ABORT_REQUESTED,
        request.reason() == null
            ? "asked for by %s".formatted(request.initiator())
            : "asked for by %s: %s".formatted(request.initiator(), request.reason()));
    CancellationScope scope = forward;
    if (scope != null) {
      scope.cancel(cancelled());
    }
    return summary();
  }

  void abortUnanswered(AbortRequest request) {
    if (abortable && abort == null) {
      var unused = abort(request);
    }
  }

  RunSummary summary() {
    RunResult ended = result;
    return new RunSummary(
        key,
        WorkflowIds.run(key),
        initiator,
        ref,
        reason,
        revision,
        release,
        target.hosts().size(),
        startedAt,
        null,
        ended == null ? null : ended.outcome(),
        ended == null ? null : ended.message());
  }

  @Nullable RunResult result() {
    return result;
  }

  private void enter(String next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet(next));
    describe();
  }

  private boolean prepares() {
    return switch (key.kind()) {
      case DEPLOY -> true;
      case ROLLBACK -> false;
    };
  }

  private String subject() {
    return switch (key.kind()) {
      case DEPLOY -> "deploy of %s".formatted(ref);
      case ROLLBACK -> ref.isEmpty() ? "rollback" : "rollback to %s".formatted(ref);
    };
  }

  /** What the Web UI shows while the run goes on. */
  private void describe() {
    StringBuilder text = new StringBuilder();
    text.append("**%s** on **%s**: %s%n%n".formatted(subject(), target.stage(), state));
    if (release != null) {
      text.append("Release `%s`%n%n".formatted(release));
    }
    progress.counts().forEach((s, n) -> text.append("- %s: %d%n".formatted(s, n)));
    progress
        .firstFailure()
        .ifPresent(
            f ->
                text.append(
                    "%n%d failed. First: %s%n".formatted(progress.failures(), f.message())));
    Workflow.setCurrentDetails(text.toString());
  }
}
