package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import io.slipway.rollout.Durations;
import io.slipway.rollout.Names;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.rollout.Verdict;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all runs have in common: going forward until done or stopped, and putting back what was
 * changed.
 */
final class FleetRun {
  final Mission mission;
  final EventLog events = new EventLog();
  final FleetProgress progress;
  final PhaseRunner phases;
  final Warnings warnings = new Warnings();
  private final Retreat retreat;
  private final StageLine stage;
  private final @Nullable String reason;
  private final Instant startedAt = Instant.ofEpochMilli(Workflow.currentTimeMillis());

  private @Nullable ReleaseId release;
  private @Nullable Revision revision;
  private @Nullable CancellationScope forward;
  private @Nullable AbortRequest abort;
  private @Nullable String stopped;
  private String state = "RUNNING";
  private boolean abortable;
  private @Nullable RunResult result;

  FleetRun(Mission mission, @Nullable String reason) {
    this.mission = mission;
    this.reason = reason;
    this.progress = new FleetProgress(mission.target().hosts());
    this.phases = new PhaseRunner(mission, events);
    this.retreat = new Retreat(progress, phases, warnings);
    this.stage = new StageLine(mission.own());
    this.abortable = mission.own().kind() != RunKind.RECOVERY;
  }

  Target target() {
    return mission.target();
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
        "%s on %s, %s, asked for by %s"
            .formatted(
                mission.subjectInWords(),
                target().stage(),
                Words.hosts(target().hosts().size()),
                mission.initiator()));
    describe(state);
    CancellationScope whole = CancellationScope.current();
    boolean done = goForward(way);
    abortable = false;
    Workflow.newDetachedCancellationScope(() -> end(done, further, whole)).run();
    RunResult ended = Objects.requireNonNull(result);
    if (asWished(ended)) {
      return ended;
    }
    throw ApplicationFailure.newNonRetryableFailure(
        ended.message(), FailureType.RUN_FAILED.name(), ended);
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

  private void end(boolean done, Runnable further, CancellationScope whole) {
    if (done) {
      finish();
    } else {
      putBack(further);
    }
    RunResult ended = Objects.requireNonNull(result);
    // A workflow that is cancelled in Temporal ends without a result, whatever it returns.
    if (whole.isCancelRequested() && !stage.ended(ended)) {
      events.run(EventType.WARNING, "The stage's workflow is gone, so its history lacks this run.");
    }
    events.run(EventType.RUN_ENDED, ended.message());
    events.end();
    enter(ended.outcome().name());
  }

  private boolean asWished(RunResult ended) {
    return switch (mission.own().kind()) {
      case DEPLOY, ROLLBACK -> ended.outcome() == RunOutcome.SUCCEEDED;
      case RECOVERY -> ended.outcome() != RunOutcome.REVERTED_EXCEPT;
    };
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

  /** From here on the run has a release; its stage is told, too. */
  void chooseRelease(ReleaseId chosen, @Nullable Revision of, String message) {
    presume(chosen, of);
    if (of != null) {
      Workflow.upsertTypedSearchAttributes(SearchAttributes.REVISION.valueSet(of.value()));
    }
    events.run(EventType.RELEASE_CHOSEN, message);
    stage.chose(summary());
  }

  /** The release that another run had, as far as is known. */
  void presume(@Nullable ReleaseId known, @Nullable Revision of) {
    release = known;
    revision = of;
  }

  @Nullable ReleaseId release() {
    return release;
  }

  @Nullable Revision revision() {
    return revision;
  }

  void warn(String warning) {
    warnings.add(warning);
    events.run(EventType.WARNING, warning);
  }

  /** Switches hosts batch by batch, until a batch fails. */
  boolean rollOut() {
    enter("ACTIVATING");
    List<List<Host>> batches = RolloutPlanner.batches(target().hosts(), target().rollout());
    for (int i = 0; i < batches.size(); i++) {
      String place = "batch %d of %d".formatted(i + 1, batches.size());
      if (stopping() || !activate(batches.get(i), place)) {
        return false;
      }
      boolean last = i == batches.size() - 1;
      if (!last && target().rollout().bake().isPositive()) {
        events.run(
            EventType.BAKING,
            "%s is live; next one in %s"
                .formatted(place, Durations.words(target().rollout().bake())));
        describe("%s is live, waiting".formatted(place));
        Workflow.sleep(target().rollout().bake());
      }
    }
    return true;
  }

  private boolean activate(List<Host> hosts, String place) {
    HostState before = progress.of(hosts.getFirst()).state();
    progress.enter(hosts, HostState.ACTIVATING);
    describe("switching %s".formatted(place));
    List<PhaseOutcome> outcomes = phases.run(Phase.ACTIVATE, hosts, release, revision);
    progress.apply(outcomes, HostProgress::activating, before);
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
      String first = Clip.sentence(failures.getFirst().message());
      stop(
          failures.size() == 1
              ? "Could not %s %s".formatted(Words.of(phase), first)
              : "Could not %s %d hosts (%s). %s"
                  .formatted(
                      Words.of(phase),
                      failures.size(),
                      Names.of(failures.stream().map(HostFailure::host).toList()),
                      first));
      return false;
    }
    return outcomes.stream().allMatch(PhaseOutcome::succeeded);
  }

  private void finish() {
    enter("FINISHING");
    warnings.addAll(
        phases.run(Phase.FINISH, target().hosts(), release, revision), Words.of(Phase.FINISH));
    conclude(
        RunOutcome.SUCCEEDED,
        "Release %s%s is live on %s."
            .formatted(
                release,
                revision == null ? "" : " (" + revision.abbreviated() + ")",
                Words.hosts(target().hosts().size())));
  }

  private void putBack(Runnable further) {
    String why = stopped == null ? "The run was stopped." : stopped;
    int switched = retreat.switched().size();
    if (switched > 0) {
      events.run(
          EventType.REVERT_STARTED, "%s Putting back %s.".formatted(why, Words.hosts(switched)));
      enter("REVERTING");
      retreat.revert(release, revision);
    }
    further.run();
    retreat.discard(release, revision);
    Verdict verdict = Verdict.ofStopped(progress.results(), why);
    conclude(verdict.outcome(), verdict.message());
  }

  private void conclude(RunOutcome outcome, String message) {
    result =
        new RunResult(
            mission.own(),
            outcome,
            release,
            revision,
            message,
            progress.results(),
            warnings.list());
  }

  private void refuseLateAbort() {
    if (!abortable || abort != null) {
      throw ApplicationFailure.newNonRetryableFailure(
          abort != null
              ? "It is being aborted already."
              : "It is too late to abort: the run is %s.".formatted(state.toLowerCase(Locale.ROOT)),
          FailureType.INVALID_REQUEST.name());
    }
  }

  RunSummary abort(AbortRequest request) {
    refuseLateAbort();
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
        mission.own(),
        WorkflowIds.run(mission.own()),
        mission.initiator(),
        mission.ref(),
        reason,
        revision,
        release,
        target().hosts().size(),
        startedAt,
        null,
        ended == null ? null : ended.outcome(),
        ended == null ? null : ended.message());
  }

  @Nullable RunResult result() {
    return result;
  }

  /** A new state, which can also be searched for. */
  void enter(String next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet(next));
    describe(next);
  }

  private void describe(String how) {
    Workflow.setCurrentDetails(RunPage.of(mission, how, release, revision, progress));
  }
}
