package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.Quarantined;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import io.slipway.rollout.InService;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
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
  final RunSecrets secrets;
  final InService service;
  final PhaseRunner phases;
  final Warnings warnings = new Warnings();
  final Retreat retreat;
  final Forward forward;
  final PausePoint pause;
  final Exclusion exclusion;
  final Approval approval;
  final PolicyDemands demands;
  final WindowGate windows;
  final Hold hold;
  final Switchover switchover;
  final RunDeadline deadline;
  final Chronicle chronicle;
  private final Herald herald;
  private final StageLine stage;
  final Mending mending;
  final WorkerCommands commands = new WorkerCommands(this);
  private final @Nullable String reason;
  private final Instant startedAt = WorkflowTime.now();

  private @Nullable ReleaseId release;
  private @Nullable Revision revision;
  private @Nullable CancellationScope way;
  private @Nullable AbortRequest abort;
  private @Nullable String stopped;
  private String state = "RUNNING";
  private String described = state;
  private boolean abortable;
  private boolean keeping;
  private boolean irreversible;
  private boolean rejected;
  private @Nullable RunResult result;

  /**
   * @param asked what the run is about; which hosts run what runs once is decided here
   * @param troubledSince since when the stage serves what it should not; null when it does not
   */
  FleetRun(
      Mission asked,
      @Nullable String reason,
      List<Quarantined> quarantine,
      @Nullable Instant troubledSince) {
    this.mission = asked.decided();
    this.reason = reason;
    this.progress = new FleetProgress(mission.target().hosts());
    Duration patience = mission.target().rollout().pauseFor();
    this.hold = new Hold(this, patience);
    this.secrets = new RunSecrets(mission, events, hold.clock);
    this.service = new InService(mission.target(), quarantine);
    this.phases = new PhaseRunner(mission.own(), events, secrets, service, hold);
    phases.tellTo(() -> describe(described));
    this.retreat = new Retreat(mission, progress, phases, warnings);
    this.chronicle = new Chronicle(mission, reason, events, progress, troubledSince);
    this.herald = new Herald(this, reason);
    events.tellTo(herald::heard);
    this.pause = new PausePoint(mission.own().stage(), events, chronicle, patience);
    this.forward = new Forward(this);
    this.exclusion = new Exclusion(this);
    this.approval = new Approval(this);
    this.demands = new PolicyDemands(mission.own());
    this.windows = new WindowGate(this, patience, reason);
    this.deadline = new RunDeadline(this);
    this.mending = new Mending(this, quarantine);
    this.stage = new StageLine(mission.own());
    this.switchover = new Switchover(this, stage);
    this.abortable = mission.own().kind() != RunKind.RECOVERY;
  }

  Target target() {
    return mission.target();
  }

  /**
   * Goes forward, and back if that is stopped.
   *
   * @param work goes forward; returns whether all of it was done, having called {@link #stop}
   *     otherwise
   * @param further what is to be put back besides the hosts' releases, once those are
   */
  RunResult carry(Supplier<Boolean> work, Runnable further) {
    int hosts = target().hosts().size();
    events.begin(
        "%s on %s, %s, asked for by %s"
            .formatted(
                mission.subjectInWords(),
                target().stage(),
                Words.hosts(hosts),
                mission.initiator()),
        hosts);
    describe(state);
    CancellationScope whole = CancellationScope.current();
    boolean done = goForward(work);
    deadline.end();
    abortable = false;
    Workflow.newDetachedCancellationScope(() -> end(done, further, whole)).run();
    RunResult ended = Objects.requireNonNull(result);
    if (asWished(ended)) {
      return ended;
    }
    throw ApplicationFailure.newNonRetryableFailure(
        ended.message(), FailureType.RUN_FAILED.name(), ended);
  }

  private boolean goForward(Supplier<Boolean> work) {
    boolean[] done = new boolean[1];
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                done[0] =
                    recorded()
                        && windows.mayBegin()
                        && secretsFirst()
                        && switchover.seen()
                        && mending.mend()
                        && work.get());
    way = scope;
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

  /** Nothing is done to a host before it is recorded that it will be. */
  private boolean recorded() {
    demands.askAhead();
    boolean recorded = chronicle.began();
    if (!recorded) {
      stop("It could not be recorded in the audit trail that the run begins.");
    }
    return recorded;
  }

  private void end(boolean done, Runnable further, CancellationScope whole) {
    hold.lift();
    result = new Ending(this, stopped, keeping).end(done, further);
    secrets.giveBack();
    RunResult ended = Objects.requireNonNull(result);
    chronicle.ended(ended);
    herald.ended(ended, asWished(ended));
    // A workflow that is cancelled in Temporal ends without a result, whatever it returns.
    if (whole.isCancelRequested() && !stage.ended(ended)) {
      events.run(EventType.WARNING, "The stage's workflow is gone, so its history lacks this run.");
    }
    // Somebody may wait for the gate, who is then told that it is too late.
    Workflow.await(Workflow::isEveryHandlerFinished);
    events.run(EventType.RUN_ENDED, ended.message());
    events.end();
    enter(ended.outcome().name());
  }

  private boolean asWished(RunResult ended) {
    return switch (ended.outcome()) {
      case SUCCEEDED, SUCCEEDED_WITH_EXCEPTIONS -> true;
      case UNTOUCHED, REVERTED -> mission.own().kind() == RunKind.RECOVERY;
      case REVERTED_EXCEPT, REJECTED -> false;
    };
  }

  private String cancelled() {
    AbortRequest request = abort;
    if (request == null) {
      return "The run was cancelled in Temporal.";
    }
    return "Aborted by " + Words.by(request.initiator(), request.reason());
  }

  private boolean needsSecrets() {
    BlueGreen halves = target().rollout().blueGreen();
    Step retire = halves == null ? null : halves.retire();
    return switch (mission.own().kind()) {
      case DEPLOY, ROLLBACK -> true;
      case RECOVERY -> false;
      case RETIREMENT -> retire != null && !retire.secrets().isEmpty();
    };
  }

  /** Whether all secrets of the run can be had. What puts hosts back must try without. */
  private boolean secretsFirst() {
    return !needsSecrets() || goesOn(secrets.findFirst());
  }

  /** The same, for runs that have not looked at first. */
  boolean secretsFound() {
    return goesOn(secrets.findLate());
  }

  /** Whether secrets are still such that the next hosts can have them. */
  boolean secretsStand() {
    return goesOn(secrets.lookAgain());
  }

  private boolean goesOn(@Nullable String trouble) {
    if (trouble != null) {
      stop(trouble);
    }
    return !stopping();
  }

  /** Notes why the run does not go on; the first reason stands. */
  void stop(String why) {
    stopped = stopped == null ? why : stopped;
  }

  /** It is not let begin; what broke off before that has its own reason. */
  void reject(String why) {
    rejected = stopped == null;
    stop(why);
  }

  boolean rejected() {
    return rejected;
  }

  /** Nobody has chosen how to go on. What cannot be undone is then not half undone. */
  void stopUnattended(String why) {
    keeping = irreversible();
    stop("%s Nobody has decided in time how to go on.".formatted(why));
  }

  boolean stopping() {
    return stopped != null || CancellationScope.current().isCancelRequested();
  }

  /** Waits until a person has chosen how to go on, and shows that it does. */
  Choice choice(Standstill at) {
    // What is chosen says how it goes on, whoever had paused it before.
    hold.lift();
    hold.clock.stop();
    try {
      return pause.choice(at, this::changed);
    } finally {
      hold.clock.start();
    }
  }

  /** Shows that the run waits for a person, or does so no more; its stage is told, too. */
  void changed() {
    show();
    stage.chose(summary());
  }

  private @Nullable PauseNote waiting() {
    PauseNote asked = pause.note() == null ? approval.note() : pause.note();
    PauseNote closed = asked == null ? windows.note() : asked;
    return closed == null ? hold.note() : closed;
  }

  /** From here on nothing is put back but by a person's word. */
  void irreversibly(Step migration) {
    irreversible = migration.irreversible();
  }

  boolean irreversible() {
    return irreversible;
  }

  /** Whether the run makes a release, rather than going back to one. */
  boolean preparing() {
    return mission.own().kind() == RunKind.DEPLOY;
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

  RunSummary abort(AbortRequest request) {
    if (!abortable || abort != null) {
      throw PausePoint.refusal(abort != null ? "It is being aborted already." : late("abort"));
    }
    abort = request;
    keeping = request.keep();
    events.run(
        EventType.ABORT_REQUESTED,
        "asked for by %s%s%s"
            .formatted(
                request.initiator(),
                request.keep() ? ", keeping what is done" : "",
                request.reason() == null ? "" : ": " + request.reason()));
    chronicle.decided(
        request.initiator(),
        "abort",
        request.reason(),
        request.keep() ? "what is done is kept" : "what is done is put back");
    CancellationScope scope = way;
    if (scope != null) {
      scope.cancel(cancelled());
    }
    return summary();
  }

  /** Whether the run can still be told how to go on. */
  boolean abortable() {
    return abortable;
  }

  /** Why a run cannot be told so any more; null when it can. */
  @Nullable String tooLate(String verb) {
    if (abort != null) {
      return "It is being aborted.";
    }
    return abortable && stopped == null ? null : late(verb);
  }

  String late(String verb) {
    return "It is too late to %s: the run is %s."
        .formatted(
            verb, stopped == null || !abortable ? state.toLowerCase(Locale.ROOT) : "stopping");
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
            ended == null ? null : ended.message(),
            waiting())
        .with(switchover.colors());
  }

  @Nullable RunResult result() {
    return result;
  }

  /** A new state, which can also be searched for. */
  void enter(String next) {
    state = next;
    show();
  }

  private void show() {
    PauseNote waiting = waiting();
    String shown =
        waiting == null ? state : waiting.kind() == PauseKind.APPROVAL ? "UNAPPROVED" : "PAUSED";
    Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet(shown));
    describe(shown);
  }

  void describe(String how) {
    described = how;
    Workflow.setCurrentDetails(
        RunPage.of(
            mission,
            how,
            release,
            revision,
            progress,
            phases.counts(),
            waiting(),
            switchover.words()));
  }
}
