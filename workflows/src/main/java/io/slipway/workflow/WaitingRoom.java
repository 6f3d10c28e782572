package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.Leaving;
import io.slipway.contract.Left;
import io.slipway.contract.LineState;
import io.slipway.contract.Place;
import io.slipway.contract.QueueRequest;
import io.slipway.contract.RunTicket;
import io.slipway.contract.Statement;
import io.slipway.contract.Ticket;
import io.slipway.domain.WhenBusy;
import io.slipway.rollout.Durations;
import io.slipway.rollout.WaitingLine;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where requests wait for their stage, and what is remembered of those that did. */
final class WaitingRoom {
  private final LineTrail trail;
  private WaitingLine line;
  private final List<Place> left;
  private long last;

  /** Whose run is being started; it is not in the line any more, and has not left it either. */
  private @Nullable Ticket called;

  private int askers;

  /**
   * @param state as a stage carries it; null for one in which nobody has ever waited
   * @param trail hears of those that leave the line
   */
  WaitingRoom(@Nullable LineState state, LineTrail trail) {
    this.trail = trail;
    LineState carried = state == null ? LineState.empty() : state;
    line = WaitingLine.of(carried.waiting());
    left = new ArrayList<>(carried.left());
    last = carried.last();
  }

  /** What the stage is to carry on; null when nobody has ever waited. */
  @Nullable LineState state() {
    return last == 0 ? null : new LineState(last, line.tickets(), left);
  }

  boolean isEmpty() {
    return line.isEmpty();
  }

  /** When the first one is given up; null when nobody waits. */
  @Nullable Instant deadline() {
    return line.deadline().orElse(null);
  }

  /** All that wait, the next one first. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    if (called != null) {
      places.add(called.place(0));
    }
    line.tickets().forEach(t -> places.add(t.place(line.position(t.number()))));
    return places;
  }

  /** Where one stands, or how it has left; null when it is not known. */
  @Nullable Place place(long number) {
    return places().stream()
        .filter(p -> p.ticket() == number)
        .findFirst()
        .or(() -> left.stream().filter(p -> p.ticket() == number).findFirst())
        .orElse(null);
  }

  /**
   * Whether a request would wait if the stage is busy. Must be asked before it is known whether it
   * is, for this may yield.
   */
  boolean wouldWait(Ticket asked) {
    if (asked.queueing().whenBusy() == WhenBusy.REFUSE) {
      return false;
    }
    askers++;
    // Before there was a line, requests that would wait were refused as all others were. One id
    // for each, for the reason that Door tells. To be removed once no stage can be older than
    // 2026-11-30.
    return Workflow.getVersion("queue-" + askers, Workflow.DEFAULT_VERSION, 1)
        != Workflow.DEFAULT_VERSION;
  }

  /** Has a request wait, and ends those that it supersedes. */
  Place enter(Ticket asked) {
    List<Ticket> ended = line.supersededBy(asked);
    WaitingLine rest = line;
    for (Ticket each : ended) {
      rest = rest.without(each);
    }
    rest.full(asked)
        .ifPresent(
            why -> {
              throw ApplicationFailure.newNonRetryableFailure(
                  "The line of %1$s is full: %2$s Ask again later, or have somebody taken out of it: slipway queue list %1$s."
                      .formatted(asked.target().stage(), why),
                  FailureType.STAGE_BUSY.name());
            });
    last++;
    Ticket newcomer = asked.waiting(last, ended.stream().map(Ticket::number).toList());
    for (Ticket each : ended) {
      leave(
          each,
          Leaving.SUPERSEDED,
          "Request %d of %s waits in its stead.".formatted(last, asked.initiator()));
    }
    line = line.with(newcomer);
    return newcomer.place(line.position(last));
  }

  /** Who may take a request back without any other right: whoever has proven to have made it. */
  @Nullable String owner(Statement statement) {
    if (!statement.action().equals(Action.QUEUE.word())) {
      return null;
    }
    QueueRequest asked;
    try {
      asked = statement.requestAs(QueueRequest.class);
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
    return asked.position() != null
        ? null
        : line.find(asked.ticket())
            .map(Ticket::initiator)
            .filter(i -> i.proof() != null)
            .map(Initiator::user)
            .orElse(null);
  }

  /** Takes one out or moves it, for somebody who may. */
  Place change(QueueRequest request) {
    Ticket ticket = line.find(request.ticket()).orElseThrow(() -> absent(request.ticket()));
    Integer position = request.position();
    if (position == null) {
      String why = "Taken out by %s.".formatted(request.initiator());
      return leave(
          ticket,
          Leaving.CANCELLED,
          request.reason() == null ? why : why + " Reason: " + Clip.sentence(request.reason()));
    }
    line.unfit(ticket, position)
        .ifPresent(
            why -> {
              throw refusal(why);
            });
    line = line.moved(ticket, position);
    return ticket.place(position);
  }

  private ApplicationFailure absent(long number) {
    if (called != null && called.number() == number) {
      return refusal("Request %d begins just now.".formatted(number));
    }
    Optional<Left> gone =
        left.stream().filter(p -> p.ticket() == number).findFirst().map(Place::left);
    return refusal(
        "Request %d does not wait%s"
            .formatted(
                number,
                gone.map(l -> " any more. " + l.why())
                    .orElse(": no such number is known. slipway queue list tells who does.")));
  }

  /** Gives up those whose time is up. */
  void expire() {
    for (Ticket each : line.overdue(WorkflowTime.now())) {
      leave(
          each,
          Leaving.EXPIRED,
          "It did not get its turn within %s."
              .formatted(Durations.words(each.queueing().queueFor())));
    }
  }

  /** Calls the next one. */
  Ticket call() {
    Ticket next = line.tickets().getFirst();
    line = line.without(next);
    called = next;
    return next;
  }

  /** The one that was called has its run. */
  void begun(Ticket ticket, RunTicket run) {
    Place unused =
        leave(
            ticket,
            new Left(Leaving.BEGUN, WorkflowTime.now(), "It is " + run.workflowId() + ".", run));
  }

  /** The one that was called cannot have its run. */
  void notStarted(Ticket ticket, String why) {
    leave(ticket, Leaving.NOT_STARTED, why);
  }

  private Place leave(Ticket ticket, Leaving how, String why) {
    return leave(ticket, new Left(how, WorkflowTime.now(), why, null));
  }

  private Place leave(Ticket ticket, Left how) {
    Place gone = ticket.place(0).left(how);
    line = line.without(ticket);
    if (called != null && called.number() == ticket.number()) {
      called = null;
    }
    left.addFirst(gone);
    trail.left(ticket, how);
    if (left.size() > LineState.LEFT_KEPT) {
      left.removeLast();
    }
    return gone;
  }

  private static ApplicationFailure refusal(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, FailureType.INVALID_REQUEST.name());
  }
}
