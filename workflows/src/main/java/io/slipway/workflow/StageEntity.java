package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.Place;
import io.slipway.contract.PlaceQuery;
import io.slipway.contract.Quarantined;
import io.slipway.contract.QueueRequest;
import io.slipway.contract.RecoveryOrder;
import io.slipway.contract.RetireRequest;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.ScheduleOrder;
import io.slipway.contract.ScheduledRequest;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.StageState;
import io.slipway.contract.StageStatus;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.Ticket;
import io.slipway.contract.TrainAnswer;
import io.slipway.contract.TrainRequest;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.rollout.ColorRules;
import io.slipway.rollout.Punctuality;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.rollout.Trouble;
import io.slipway.workflow.Door.Signed;
import io.temporal.api.common.v1.WorkflowExecution;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time have the stage, and remembers the ended ones. Open for {@link
 * UpgradingStage} only.
 */
public class StageEntity implements StageWorkflow {
  /** Runs after which the history is begun anew, well before the server asks for it. */
  private static final int RUNS_KEPT = 200;

  private static final Duration REPORT_WITHIN = Duration.ofSeconds(10);

  private StageState state;
  private @Nullable RunSummary current;
  private @Nullable RunResult reported;
  private @Nullable Promise<Void> companion;
  private int runs;

  private final Door door;
  private final LineTrail trail = new LineTrail();
  private final WaitingRoom room;
  private final KeptHalves kept;

  @WorkflowInit
  public StageEntity(StageState state) {
    this.state = state;
    this.door = new Door(state.application(), state.stage(), null, state.nonces());
    this.room = new WaitingRoom(state.line(), trail);
    this.kept = new KeptHalves(state.kept());
  }

  @Override
  public void run(StageState ignored) {
    while (true) {
      Instant deadline = deadline();
      WorkflowTime.await(deadline, () -> turn() || !Objects.equals(deadline, deadline()));
      room.expire();
      if (current != null) {
        continue;
      }
      if (renewable()) {
        break;
      }
      if (!room.isEmpty()) {
        callNext();
      } else if (kept.isDue()) {
        retire();
      }
    }
    Workflow.newContinueAsNewStub(StageWorkflow.class)
        .run(state.withNonces(door.seen()).withLine(room.state()).withKept(kept.state()));
  }

  /** When the stage has to do something of its own accord; null when nothing waits for a time. */
  private @Nullable Instant deadline() {
    Instant line = room.deadline();
    Instant due = current == null ? kept.due() : null;
    return line == null || (due != null && due.isBefore(line)) ? due : line;
  }

  private boolean turn() {
    return !accompanied() && (renewable() || !room.isEmpty());
  }

  private boolean renewable() {
    return Workflow.isEveryHandlerFinished()
        && trail.idle()
        && (runs >= RUNS_KEPT || Workflow.getInfo().isContinueAsNewSuggested());
  }

  /** A fault of ours must stop the workflow where people see it, not leave the stage taken. */
  private boolean accompanied() {
    if (companion != null && companion.isCompleted()) {
      Void unused = companion.get();
    }
    return current != null;
  }

  private void callNext() {
    Ticket next = room.call();
    try {
      room.begun(next, begin(next));
    } catch (ApplicationFailure e) {
      room.notStarted(next, e.getOriginalMessage());
    }
  }

  /** Nobody asks for it, and whoever asks for the stage has it given up. */
  private void retire() {
    RetireRequest request = kept.request();
    RunKey key = nextKey(RunKind.RETIREMENT);
    RunSummary summary =
        Summaries.begun(key, request.initiator(), request.color().word(), null, kept.hosts());
    try {
      RunTicket unused = admit(new RunOrder(key, request), summary, request.target());
    } catch (ApplicationFailure e) {
      kept.notBegun();
    }
  }

  @Override
  public Answer deploy(DeployRequest request) {
    Initiator asker = door.plain(request.action(), request.initiator(), request.target());
    return answer(Ticket.of(request.by(asker), WorkflowTime.now()));
  }

  @Override
  public Answer rollback(RollbackRequest request) {
    Initiator asker = door.plain(Action.ROLLBACK, request.initiator(), request.target());
    return answer(Ticket.of(request.by(asker), WorkflowTime.now()));
  }

  @Override
  public Place queue(QueueRequest request) {
    return room.change(request.by(door.ask(Action.QUEUE, request.initiator(), null)));
  }

  @Override
  public Answer scheduled(ScheduledRequest request) {
    ScheduleOrder order = admitted(request);
    Instant now = WorkflowTime.now();
    // Rules of time zones are data of the JVM, and change.
    Punctuality punctuality =
        Workflow.sideEffect(
            Punctuality.class, () -> Punctuality.of(order.timing(), request.due(), now));
    if (punctuality != Punctuality.DUE) {
      throw refusal(
          "%s is no time of schedule %s, or is too long ago."
              .formatted(request.due(), order.name()));
    }
    return answer(Ticket.of(order.deploy().scheduled(), now));
  }

  /** The order that somebody has been asked about. */
  private ScheduleOrder admitted(ScheduledRequest request) {
    ScheduleOrder sent = request.order();
    SignedRequest proof = sent.proof();
    if (proof == null) {
      DeployRequest plain = sent.deploy();
      Initiator asker = door.ask(Action.SCHEDULE, plain.initiator(), plain.target());
      return sent.deploy(plain.by(asker));
    }
    Signed asked = door.timed(proof, request.due());
    if (asked.wanted() != Action.SCHEDULE) {
      throw asked.misdirected();
    }
    ScheduleOrder order = asked.request(ScheduleOrder.class);
    DeployRequest deploy = order.deploy();
    return order.deploy(deploy.by(deploy.initiator().as(asked.admission())));
  }

  @Override
  public TrainAnswer train(TrainRequest request) {
    DeployRequest deploy = TrainDoor.admitted(door, request);
    Instant now = WorkflowTime.now();
    return switch (request.step()) {
      case ASK -> {
        requireSound(Ticket.of(deploy, now));
        yield new TrainAnswer(null);
      }
      case DEPLOY -> new TrainAnswer(answer(Ticket.of(deploy, now)));
      case REVERT ->
          new TrainAnswer(
              answer(
                  Ticket.of(
                      TrainDoor.undoing(deploy, request.undone(), current, state.history()), now)));
    };
  }

  @Override
  public Answer signed(SignedRequest request) {
    Signed asked = door.signed(request, room::owner);
    return switch (asked.wanted()) {
      case DEPLOY, OVERRIDE -> {
        DeployRequest deploy = asked.request(DeployRequest.class);
        if (deploy.action() != asked.wanted()) {
          // Who may deploy has not been asked whether they may do so in a freeze.
          throw asked.misdirected();
        }
        Initiator asker = deploy.initiator().as(asked.admission());
        yield answer(Ticket.of(deploy.by(asker), WorkflowTime.now()));
      }
      case ROLLBACK -> {
        RollbackRequest rollback = asked.request(RollbackRequest.class);
        Initiator asker = rollback.initiator().as(asked.admission());
        yield answer(Ticket.of(rollback.by(asker), WorkflowTime.now()));
      }
      case QUEUE -> {
        QueueRequest queue = asked.request(QueueRequest.class);
        yield room.change(queue.by(queue.initiator().as(asked.admission())));
      }
      case LOOK,
          WATCH,
          ABORT,
          RETRY,
          EXCLUDE,
          CONTINUE,
          PAUSE,
          RESUME,
          APPROVE,
          REJECT,
          SCHEDULE,
          FREEZE,
          LIFT,
          TRAIN ->
          throw asked.misdirected();
    };
  }

  /** Begins a request, or has it wait, or refuses it. */
  private Answer answer(Ticket asked) {
    requireSound(asked);
    boolean waits = room.wouldWait(asked);
    recall(asked);
    // From here on nothing yields until the stage is taken.
    if (current == null && room.isEmpty()) {
      return begin(asked);
    }
    if (waits) {
      return room.enter(asked);
    }
    throw current == null
        ? ApplicationFailure.newNonRetryableFailure(
            Holder.sentence(asked.target()), FailureType.STAGE_BUSY.name())
        : ApplicationFailure.newNonRetryableFailure(
            Holder.sentence(current), FailureType.STAGE_BUSY.name(), current);
  }

  /** Ends a retirement, if one goes on: it can be done later, and must not be in anybody's way. */
  private void recall(Ticket asked) {
    RunSummary holder = current;
    if (holder != null && holder.key().kind() == RunKind.RETIREMENT) {
      kept.recall(holder, asked, () -> current == null || !current.key().equals(holder.key()));
    }
  }

  /** Refuses what could not be done even if its turn came. */
  private void requireSound(Ticket asked) {
    Target target = asked.target();
    if (!target.application().equals(state.application())
        || !target.stage().equals(state.stage())) {
      throw refusal(
          "This is stage %s of %s, not %s of %s."
              .formatted(state.stage(), state.application(), target.stage(), target.application()));
    }
    DeployRequest deploy = asked.deploy();
    if (deploy != null && deploy.overrideFreeze() && unreasoned(deploy)) {
      throw refusal("Say why it cannot wait until the stage opens: --reason.");
    }
    Optional<String> fault =
        deploy != null
            ? RolloutPlanner.fault(target)
            : RolloutPlanner.shortage(target)
                .or(() -> cleans(asked) ? Optional.empty() : ColorRules.fault(target));
    if (fault.isPresent()) {
      throw refusal(fault.get());
    }
  }

  /** What only cleans up moves nobody, so that any hosts will do. */
  private static boolean cleans(Ticket asked) {
    return asked.rollback() != null && asked.rollback().cleanOnly();
  }

  private static boolean unreasoned(DeployRequest deploy) {
    return deploy.reason() == null || deploy.reason().isBlank();
  }

  private RunTicket begin(Ticket asked) {
    Target target = asked.target();
    RunKey key = nextKey(asked.kind());
    RunSummary summary =
        Summaries.begun(key, asked.initiator(), asked.ref(), asked.reason(), target.hosts().size());
    RunOrder order =
        new RunOrder(
            key,
            asked.deploy(),
            asked.rollback(),
            quarantine(target),
            Trouble.since(state.history(), asked.kind()).orElse(null),
            null,
            kept.retired());
    return admit(order, summary, target);
  }

  /** Ids are times that only grow: names of release directories sort by age. */
  private RunKey nextKey(RunKind kind) {
    ReleaseId now = ReleaseId.at(WorkflowTime.now());
    ReleaseId last = state.lastId();
    ReleaseId id = last == null || now.compareTo(last) > 0 ? now : last.next();
    state = state.withLastId(id);
    return new RunKey(state.application(), state.stage(), kind, id);
  }

  private RunTicket admit(RunOrder order, RunSummary summary, Target target) {
    // Before anything yields, so that the next request already finds the stage taken.
    current = summary;
    runs++;
    RunChild child = RunChild.start(order, summary);
    try {
      WorkflowExecution unused = child.started().get();
    } catch (TemporalFailure e) {
      current = null;
      throw ApplicationFailure.newNonRetryableFailure(
          "Workflow %s could not be started: %s".formatted(summary.workflowId(), e.getMessage()),
          FailureType.UNEXPECTED.name());
    }
    companion = Async.procedure(() -> accompany(child, target));
    return new RunTicket(order.key(), summary.workflowId(), summary.startedAt());
  }

  /**
   * Lets the stage go only when the run has put its hosts in order, or a recovery has in its stead.
   */
  private void accompany(RunChild child, Target target) {
    RunResult result = resultOf(child);
    RunSummary run = Objects.requireNonNull(current);
    if (run.key().kind() == RunKind.RETIREMENT) {
      retired(run, result);
    } else if (result != null) {
      remember(run, run.key(), result);
      kept.after(run, run.colors(), target, result);
    } else {
      recover(run, target);
    }
    current = null;
  }

  private void retired(RunSummary run, @Nullable RunResult result) {
    if (result == null) {
      remember(
          Summaries.lost(
              run, "Ended without a result (terminated?): hosts of the half may be stopped."));
    } else {
      remember(run, run.key(), result);
    }
    kept.ended(result);
  }

  private void recover(RunSummary lost, Target target) {
    RunKey key = nextKey(RunKind.RECOVERY);
    String ref = lost.workflowId();
    RunSummary recovery = Summaries.begun(key, lost.initiator(), ref, null, target.hosts().size());
    remember(
        Summaries.lost(
            lost,
            "Ended without a result (terminated?). %s puts its hosts back."
                .formatted(recovery.workflowId())));
    current = recovery;
    RunResult result = resultOf(RunChild.start(new RecoveryOrder(key, lost, target), recovery));
    if (result == null) {
      remember(
          Summaries.lost(
              recovery,
              "Ended without a result, too: hosts may serve different releases. See slipway"
                  + " releases."));
    } else {
      remember(Objects.requireNonNull(current), lost.key(), result);
    }
    RunSummary told = Objects.requireNonNull(current);
    kept.after(told, told.colors() == null ? lost.colors() : told.colors(), target, result);
  }

  /** How a run has ended; null when neither it nor its report tells. */
  private @Nullable RunResult resultOf(RunChild child) {
    RunKey key = Objects.requireNonNull(current).key();
    @Nullable RunResult result;
    try {
      result = child.result().get();
    } catch (ChildWorkflowFailure e) {
      result = resultIn(e);
      if (result == null && e.getCause() instanceof CanceledFailure) {
        // Its report and its end may come in either order.
        boolean unused = Workflow.await(REPORT_WITHIN, () -> reported != null);
        result = reported;
      }
    }
    reported = null;
    return result != null && result.key().equals(key) ? result : null;
  }

  private void remember(RunSummary ended) {
    List<RunSummary> history = new ArrayList<>();
    history.add(ended);
    state.history().stream().limit(StageState.HISTORY_KEPT - 1L).forEach(history::add);
    state = state.withHistory(history);
  }

  private List<Quarantined> quarantine(Target target) {
    return Quarantine.of(state.quarantine(), target);
  }

  /**
   * @param work the run whose journal hosts have of it
   */
  private void remember(RunSummary run, RunKey work, RunResult result) {
    state = state.withQuarantine(Quarantine.after(state.quarantine(), work, result));
    remember(Summaries.ended(run, result));
  }

  private static @Nullable RunResult resultIn(ChildWorkflowFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
            && told.getType().equals(FailureType.RUN_FAILED.name())
        ? told.getDetails().get(RunResult.class)
        : null;
  }

  private static ApplicationFailure refusal(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, FailureType.INVALID_REQUEST.name());
  }

  @Override
  public void runChose(RunSummary run) {
    RunSummary holder = current;
    if (holder != null && holder.key().equals(run.key())) {
      current = Summaries.chosen(holder, run.revision(), run.release(), run.pause(), run.colors());
    }
  }

  @Override
  public void runEnded(RunResult result) {
    if (current != null && current.key().equals(result.key())) {
      reported = result;
    }
  }

  @Override
  public StageStatus status() {
    boolean taken = current != null && current.key().kind() != RunKind.RETIREMENT;
    return new StageStatus(
        current, state.history(), state.quarantine(), room.places(), taken ? null : kept.half());
  }

  @Override
  public @Nullable Place place(PlaceQuery query) {
    return room.place(query.ticket());
  }
}
