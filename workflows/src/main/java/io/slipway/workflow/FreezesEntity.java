package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.FailureType;
import io.slipway.contract.Freeze;
import io.slipway.contract.FreezeList;
import io.slipway.contract.FreezeRequest;
import io.slipway.contract.FreezesStart;
import io.slipway.contract.FreezesState;
import io.slipway.contract.FreezesWorkflow;
import io.slipway.contract.FrozenRun;
import io.slipway.contract.LiftRequest;
import io.slipway.contract.RunControls;
import io.slipway.contract.Scope;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.Statement;
import io.slipway.contract.WorkflowIds;
import io.slipway.rollout.FreezeBook;
import io.slipway.workflow.Door.Signed;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the freezes of a namespace, and tells runs that stand still for one when they change. Open
 * for {@link UpgradingFreezes} only.
 */
public class FreezesEntity implements FreezesWorkflow {
  /** Changes after which the history is begun anew, well before the server asks for it. */
  private static final int CHANGES_KEPT = 200;

  /** No timer is longer. */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Door door;
  private final FreezeTrail trail = new FreezeTrail();
  private final Set<String> waiting;
  private FreezeBook book;
  private int changes;

  @WorkflowInit
  public FreezesEntity(FreezesState state) {
    this.door =
        new Door(FreezesStart.APPLICATION, FreezesStart.STAGE, WorkflowIds.FREEZES, state.nonces());
    this.waiting = new LinkedHashSet<>(state.waiting());
    this.book = new FreezeBook(state.last(), state.freezes());
  }

  @Override
  public void run(FreezesState ignored) {
    show();
    while (!renewable()) {
      Optional<Instant> end = book.nextEnd();
      Instant far = WorkflowTime.now().plus(LONGEST);
      WorkflowTime.await(
          end.map(e -> e.isBefore(far) ? e : far).orElse(null),
          () -> renewable() || !end.equals(book.nextEnd()));
      change(book.at(WorkflowTime.now()));
    }
    Workflow.newContinueAsNewStub(FreezesWorkflow.class)
        .run(new FreezesState(book.last(), book.freezes(), door.seen(), List.copyOf(waiting)));
  }

  private boolean renewable() {
    return Workflow.isEveryHandlerFinished()
        && (changes >= CHANGES_KEPT || Workflow.getInfo().isContinueAsNewSuggested());
  }

  @Override
  public Freeze put(FreezeRequest request) {
    requireSound(request);
    return begin(request.by(door.askOver(request.scope(), Action.FREEZE, request.initiator())));
  }

  @Override
  public Freeze lift(LiftRequest request) {
    Scope scope = known(request.number()).scope();
    return end(request.by(door.askOver(scope, Action.LIFT, request.initiator())));
  }

  @Override
  public Freeze signed(SignedRequest request) {
    Signed asked = door.many(request, this::scope);
    return switch (asked.wanted()) {
      case FREEZE -> {
        FreezeRequest freeze = asked.request(FreezeRequest.class);
        requireSound(freeze);
        yield begin(freeze.by(freeze.initiator().as(asked.admission())));
      }
      case LIFT -> {
        LiftRequest lift = asked.request(LiftRequest.class);
        yield end(lift.by(lift.initiator().as(asked.admission())));
      }
      case LOOK,
          WATCH,
          DEPLOY,
          ROLLBACK,
          ABORT,
          RETRY,
          EXCLUDE,
          CONTINUE,
          PAUSE,
          RESUME,
          QUEUE,
          APPROVE,
          REJECT,
          SCHEDULE,
          OVERRIDE,
          TRAIN ->
          throw asked.misdirected();
    };
  }

  /** What cannot be understood is about everything: few may do that. */
  private Scope scope(Statement statement) {
    try {
      if (statement.action().equals(Action.LIFT.word())) {
        return known(statement.requestAs(LiftRequest.class).number()).scope();
      }
      Scope scope = statement.part("scope", Scope.class);
      return scope == null ? Scope.everything() : scope;
    } catch (IllegalArgumentException unreadable) {
      return Scope.everything();
    }
  }

  private void requireSound(FreezeRequest request) {
    List<String> faults = book.faults(request, WorkflowTime.now());
    if (!faults.isEmpty()) {
      throw refusal(
          "The freeze cannot be put: %s."
              .formatted(faults.stream().map(Clip::sentence).collect(Collectors.joining("; "))));
    }
  }

  private Freeze known(long number) {
    return book.of(number)
        .orElseThrow(
            () ->
                refusal(
                    "There is no freeze %d, or it is over. See: slipway freeze list."
                        .formatted(number)));
  }

  private Freeze begin(FreezeRequest request) {
    trail.record(request);
    // Others may have come meanwhile.
    requireSound(request);
    FreezeBook next = book.with(request, WorkflowTime.now());
    change(next);
    return next.freezes().getLast();
  }

  private Freeze end(LiftRequest request) {
    trail.record(request, known(request.number()));
    Freeze lifted = known(request.number());
    change(book.without(lifted.number()));
    return lifted;
  }

  private void change(FreezeBook next) {
    if (next.equals(book)) {
      return;
    }
    book = next;
    changes++;
    show();
    List<String> told = new ArrayList<>(waiting);
    waiting.clear();
    // One that has ended meanwhile need not know.
    for (String run : told) {
      Promise<Void> unused =
          Async.procedure(
              () -> Workflow.newUntypedExternalWorkflowStub(run).signal(RunControls.THAW));
    }
  }

  private void show() {
    Workflow.setCurrentDetails(FreezePage.of(book.freezes()));
  }

  @Override
  public void frozen(FrozenRun run) {
    waiting.add(run.run());
  }

  @Override
  public FreezeList freezes() {
    return new FreezeList(book.freezes());
  }

  private static ApplicationFailure refusal(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, FailureType.INVALID_REQUEST.name());
  }
}
