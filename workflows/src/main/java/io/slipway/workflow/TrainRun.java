package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.Answer;
import io.slipway.contract.AskedRun;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.Place;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.TrainDeploy;
import io.slipway.contract.TrainGate;
import io.slipway.contract.TrainItem;
import io.slipway.contract.TrainOrder;
import io.slipway.contract.TrainPlace;
import io.slipway.contract.TrainPlaceState;
import io.slipway.contract.TrainRequest;
import io.slipway.contract.TrainState;
import io.slipway.contract.TrainStatus;
import io.slipway.contract.TrainStep;
import io.slipway.contract.TrainWorkflow;
import io.slipway.contract.TrainsStart;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Target;
import io.slipway.rollout.TrainPlaces;
import io.slipway.workflow.Door.Signed;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has one car after the other deployed, and those that were put back when one fails. */
public final class TrainRun implements TrainWorkflow {
  /** A day before its statements are good for nothing, so that all can still be put back. */
  private static final Duration PATIENCE = TrainsStart.GOOD_FOR.minusDays(1);

  private final TrainOrder order;
  private final Door door;
  private final Instant startedAt = WorkflowTime.now();
  private final List<TrainPlace> places = new ArrayList<>();
  private final List<Initiator> agreed = new ArrayList<>();
  private TrainState state = TrainState.CHECKING;
  private String message = "Its stages are asked whether it may be done.";
  private @Nullable Instant endedAt;
  private @Nullable AbortRequest abort;
  private int wanted;

  @WorkflowInit
  public TrainRun(TrainOrder order) {
    this.order = order;
    this.door =
        new Door(
            TrainsStart.APPLICATION, TrainsStart.STAGE, WorkflowIds.train(order.name()), List.of());
    order.items().forEach(item -> places.add(TrainPlaces.pending(item)));
  }

  private static TrainGate gate(TrainItem item) {
    return Objects.requireNonNull(item.gate(), "neither a car nor a gate");
  }

  @Override
  public TrainStatus run(TrainOrder ignored) {
    enter(TrainState.CHECKING, message);
    if (!mayBegin()) {
      return ended(TrainState.REFUSED, message);
    }
    enter(TrainState.RUNNING, "It is under way.");
    for (int i = 0; i < places.size(); i++) {
      String trouble = passed(i);
      if (trouble != null) {
        return stopped(trouble);
      }
    }
    return ended(TrainState.DONE, "All cars are through.");
  }

  /** Asks all, so that all that hinders it is told at once. */
  private boolean mayBegin() {
    List<String> refusals = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      TrainDeploy car = order.items().get(i).car();
      if (car != null) {
        try {
          var unused = ActivityStubs.train().ask(new TrainRequest(car, TrainStep.ASK, null));
        } catch (ActivityFailure e) {
          String why = why(e);
          show(i, places.get(i).in(TrainPlaceState.FAILED, why));
          refusals.add("%s: %s".formatted(places.get(i).name(), why));
        }
      }
    }
    message = "Nothing was begun. " + String.join(" ", refusals);
    return refusals.isEmpty();
  }

  /** Why it goes no further; null when it does. */
  private @Nullable String passed(int i) {
    if (abort != null) {
      return aborted(abort);
    }
    show(i, places.get(i).in(TrainPlaceState.RUNNING, null));
    TrainDeploy car = order.items().get(i).car();
    String trouble = car == null ? waited(gate(order.items().get(i))) : deployed(i, car);
    TrainPlaceState end = trouble == null ? TrainPlaceState.DONE : TrainPlaceState.FAILED;
    show(i, places.get(i).in(end, trouble == null ? places.get(i).message() : trouble));
    return trouble == null ? null : car == null ? trouble : failed(i, trouble);
  }

  private String failed(int i, String trouble) {
    return "%s was not deployed: %s".formatted(places.get(i).name(), trouble);
  }

  private static String aborted(AbortRequest by) {
    return "Aborted by %s".formatted(Words.by(by.initiator(), by.reason()));
  }

  private @Nullable String waited(TrainGate gate) {
    Instant last = startedAt.plus(PATIENCE);
    Instant until = gate.time() == null ? last : WorkflowTime.now().plus(gate.time());
    agreed.clear();
    wanted = gate.time() == null ? gate.quorum() : 0;
    enter(
        TrainState.WAITING,
        gate.time() == null
            ? "It waits for approval by %d until %s: slipway train continue %s."
                .formatted(gate.quorum(), last, order.name())
            : "It waits until %s.".formatted(until));
    WorkflowTime.await(until, () -> abort != null || (wanted > 0 && agreed.size() >= wanted));
    boolean open = gate.time() != null || agreed.size() >= wanted;
    wanted = 0;
    if (abort != null) {
      return aborted(abort);
    }
    if (!open) {
      return "Nobody has said in time that it may go on.";
    }
    enter(TrainState.RUNNING, "It is under way.");
    return null;
  }

  /** Why a car was not deployed; null when it was. */
  private @Nullable String deployed(int i, TrainDeploy car) {
    try {
      RunSummary run = carriedOut(i, car, TrainStep.DEPLOY, null);
      show(i, places.get(i).running(run.key()).in(TrainPlaceState.RUNNING, run.message()));
      return succeeded(run) ? null : String.valueOf(run.message());
    } catch (NotDone e) {
      return e.why();
    }
  }

  private static boolean succeeded(RunSummary run) {
    return run.outcome() == RunOutcome.SUCCEEDED
        || run.outcome() == RunOutcome.SUCCEEDED_WITH_EXCEPTIONS;
  }

  /** A stage has not begun what it was asked for. */
  private static final class NotDone extends Exception {
    private static final long serialVersionUID = 1L;

    NotDone(String why) {
      super(why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  private RunSummary carriedOut(int i, TrainDeploy car, TrainStep step, @Nullable RunKey undone)
      throws NotDone {
    Answer answer;
    try {
      answer = ActivityStubs.train().ask(new TrainRequest(car, step, undone)).answer();
    } catch (ActivityFailure e) {
      throw new NotDone(why(e));
    }
    Target target = car.deploy().target();
    AskedRun end =
        RunWait.end(
            new AskedRun(
                target.application(), target.stage(), Objects.requireNonNull(answer), null),
            seen -> tell(i, seen.answer()));
    if (end.ended() == null) {
      Place place = (Place) end.answer();
      throw new NotDone(Objects.requireNonNull(place.left()).why());
    }
    return end.ended();
  }

  private void tell(int i, Answer answer) {
    String words =
        switch (answer) {
          case RunTicket run -> run.workflowId();
          case Place place ->
              "It waits for its turn, which is number %d.".formatted(place.position());
        };
    if (!words.equals(places.get(i).message())) {
      show(i, places.get(i).in(places.get(i).state(), words));
    }
  }

  private TrainStatus stopped(String trouble) {
    boolean reverts = abort == null ? order.reverts() : !abort.keep();
    List<Integer> deployed = new ArrayList<>();
    for (int i = places.size() - 1; i >= 0; i--) {
      if (places.get(i).state() == TrainPlaceState.DONE && places.get(i).stage() != null) {
        deployed.add(i);
      }
    }
    if (!reverts || deployed.isEmpty()) {
      return ended(
          reverts ? TrainState.REVERTED : TrainState.STOPPED,
          "%s %s"
              .formatted(
                  trouble,
                  deployed.isEmpty() ? "No other car was deployed." : "What was deployed stays."));
    }
    enter(TrainState.REVERTING, trouble);
    deployed.forEach(this::revert);
    List<String> left =
        deployed.stream()
            .map(places::get)
            .filter(p -> p.state() == TrainPlaceState.NOT_REVERTED)
            .map(p -> "%s was not put back: %s".formatted(p.name(), p.message()))
            .toList();
    return left.isEmpty()
        ? ended(TrainState.REVERTED, trouble + " All cars before are put back.")
        : ended(TrainState.REVERTED_EXCEPT, trouble + " " + String.join(" ", left));
  }

  private void revert(int i) {
    TrainDeploy car = Objects.requireNonNull(order.items().get(i).car());
    String trouble;
    try {
      RunSummary run = carriedOut(i, car, TrainStep.REVERT, places.get(i).run());
      trouble = succeeded(run) ? null : String.valueOf(run.message());
    } catch (NotDone e) {
      trouble = e.why();
    }
    show(
        i,
        trouble == null
            ? places.get(i).in(TrainPlaceState.REVERTED, null)
            : places.get(i).in(TrainPlaceState.NOT_REVERTED, trouble));
  }

  private static String why(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
        ? Clip.sentence(told.getOriginalMessage())
        : Failures.reason(failure) + ".";
  }

  private TrainStatus ended(TrainState how, String words) {
    Workflow.await(Workflow::isEveryHandlerFinished);
    endedAt = WorkflowTime.now();
    enter(how, words);
    if (how == TrainState.DONE) {
      return status();
    }
    throw ApplicationFailure.newNonRetryableFailure(words, FailureType.RUN_FAILED.name(), status());
  }

  private void show(int i, TrainPlace place) {
    places.set(i, place);
    Workflow.setCurrentDetails(TrainPage.of(status()));
  }

  private void enter(TrainState next, String words) {
    state = next;
    message = words;
    Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet(next.name()));
    Workflow.setCurrentDetails(TrainPage.of(status()));
  }

  @Override
  public TrainStatus goOn(ContinueRequest request) {
    return agreed(request.by(door.askOver(order.scope(), Action.CONTINUE, request.initiator())));
  }

  @Override
  public TrainStatus abort(AbortRequest request) {
    return end(request.by(door.askOver(order.scope(), Action.ABORT, request.initiator())));
  }

  @Override
  public void goOnUnanswered(@Nullable ContinueRequest request) {
    unanswered(
        "continue",
        () -> {
          if (request == null) {
            // A vote of nobody is none.
            throw PausePoint.refusal("It does not say who: %s.".formatted(RunPage.VOTE));
          }
          return goOn(request);
        });
  }

  @Override
  public void abortUnanswered(@Nullable AbortRequest request) {
    unanswered(
        "abort",
        () -> abort(request == null ? new AbortRequest(ControlledRun.SOMEBODY, null) : request));
  }

  /** A signal cannot be answered, so that its refusal is told by the train. */
  private void unanswered(String what, Supplier<TrainStatus> request) {
    try {
      TrainStatus unused = request.get();
    } catch (ApplicationFailure refused) {
      if (endedAt == null) {
        message = "Signal %s is refused: %s".formatted(what, refused.getOriginalMessage());
      }
    }
    Workflow.setCurrentDetails(TrainPage.of(status()));
  }

  @Override
  public TrainStatus signed(SignedRequest request) {
    Signed asked = door.many(request, statement -> order.scope());
    Action action = asked.wanted();
    if (action == Action.CONTINUE) {
      ContinueRequest goOn = asked.request(ContinueRequest.class);
      return agreed(goOn.by(goOn.initiator().as(asked.admission())));
    }
    if (action == Action.ABORT) {
      AbortRequest end = asked.request(AbortRequest.class);
      return end(end.by(end.initiator().as(asked.admission())));
    }
    throw asked.misdirected();
  }

  private TrainStatus agreed(ContinueRequest request) {
    Initiator by = request.initiator();
    if (wanted == 0) {
      throw PausePoint.refusal("The train waits for nobody's word.");
    }
    if (agreed.stream().anyMatch(a -> a.user().equals(by.user()))) {
      throw PausePoint.refusal("%s has said so already.".formatted(by.user()));
    }
    agreed.add(by);
    message = "%d of %d have said that it may go on.".formatted(agreed.size(), wanted);
    return status();
  }

  private TrainStatus end(AbortRequest request) {
    if (abort != null || endedAt != null || state == TrainState.REVERTING) {
      throw PausePoint.refusal("The train is being ended already.");
    }
    abort = request;
    return status();
  }

  @Override
  public TrainStatus status() {
    return new TrainStatus(
        order.name(),
        state,
        order.initiator(),
        order.reason(),
        startedAt,
        endedAt,
        places,
        Clip.sentence(message));
  }
}
