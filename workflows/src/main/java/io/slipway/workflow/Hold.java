package io.slipway.workflow;

import io.slipway.contract.BatchHold;
import io.slipway.contract.EventType;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.Phase;
import io.slipway.contract.ResumeRequest;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run that a person has paused: nothing begins that goes forward, until somebody resumes it
 * or the pause expires. What puts hosts back is never held.
 */
final class Hold {
  final StoppableClock clock = new StoppableClock();
  private final FleetRun run;
  private final Duration patience;
  private @Nullable PauseNote note;
  private boolean steps;
  private int orders;
  private int pauses;

  Hold(FleetRun run, Duration patience) {
    this.run = run;
    this.patience = patience;
  }

  static boolean holds(Phase phase) {
    return switch (phase) {
      case PREPARE, ACTIVATE, INSPECT, LOOK, RETIRE -> true;
      case FINISH, CONCLUDE, REVERT, DISCARD -> false;
    };
  }

  /** Set while the run is held. */
  @Nullable PauseNote note() {
    return note;
  }

  /** Waits while the run is held; returns whether it then goes on. */
  boolean passed() {
    return passed(() -> false);
  }

  /**
   * @param over whether there is nothing more to wait for
   */
  boolean passed(BooleanSupplier over) {
    if (note == null) {
      return true;
    }
    try {
      Workflow.await(() -> note == null || over.getAsBoolean());
    } catch (CanceledFailure e) {
      return false;
    }
    return !run.stopping();
  }

  void pause(PauseRequest request) {
    requirePausable(request);
    String by = Words.by(request.initiator(), request.reason());
    Instant now = WorkflowTime.now();
    PauseNote held =
        note == null
            ? new PauseNote(
                "Paused by " + by,
                now,
                now.plus(patience),
                PauseKind.HELD,
                request.initiator(),
                null)
            : note;
    boolean first = note == null;
    note = held;
    steps = request.now();
    clock.stop();
    run.phases.hold(order(true));
    String until = held.until().truncatedTo(ChronoUnit.SECONDS).toString();
    run.events.run(
        EventType.PAUSED,
        "Asked for by %s %s Until %s somebody must say how it goes on: slipway resume or abort %s."
            .formatted(by, scope(), until, run.target().stage()));
    run.chronicle.decided(
        request.initiator(), "pause", request.reason(), "%s Until %s.".formatted(scope(), until));
    if (first) {
      // Whoever stops the run ends the pause, too, and does not leave it half ended.
      Workflow.newDetachedCancellationScope(
              () -> {
                Promise<Void> unused = Async.procedure(() -> expire(held));
              })
          .run();
    }
    run.changed();
  }

  private String scope() {
    return steps
        ? "Hosts in work stand still after their step, and no other begins."
        : "Hosts in work end, and no other begins.";
  }

  private void requirePausable(PauseRequest request) {
    String late = run.tooLate("pause");
    if (late != null) {
      throw PausePoint.refusal(late);
    }
    if (run.pause.note() != null) {
      throw PausePoint.refusal(
          "The run waits for you already: slipway retry, exclude, continue or abort %s."
              .formatted(run.target().stage()));
    }
    PauseNote closed = run.windows.note();
    if (closed != null) {
      throw PausePoint.refusal("The run stands still already. " + closed.why());
    }
    if (run.approval.note() != null) {
      throw PausePoint.refusal("The run has not begun: it waits for approval already.");
    }
    PauseNote held = note;
    if (held != null && (steps || !request.now())) {
      throw PausePoint.refusal(
          "The run is paused already. %s To let it go on: slipway resume %s."
              .formatted(held.why(), run.target().stage()));
    }
  }

  void resume(ResumeRequest request) {
    PauseNote closed = run.windows.note();
    if (closed != null) {
      throw PausePoint.refusal(
          "Nobody has paused the run: it goes on by itself when it may. " + closed.why());
    }
    if (note == null) {
      throw PausePoint.refusal(
          run.pause.note() == null
              ? "Nobody has paused the run, so there is nothing to resume."
              : "The run waits for you to choose how it goes on: slipway retry, exclude, continue or abort %s."
                  .formatted(run.target().stage()));
    }
    run.chronicle.decided(request.initiator(), "resume", request.reason(), "the run goes on");
    run.events.run(
        EventType.RESUMED,
        "resume, %s".formatted(Words.askedBy(request.initiator(), request.reason())));
    lift();
  }

  /** Ends the pause, if there is one: whatever has been decided stands above it. */
  void lift() {
    if (note != null) {
      note = null;
      clock.start();
      run.phases.hold(order(false));
      run.changed();
    }
  }

  private void expire(PauseNote held) {
    int own = ++pauses;
    if (Workflow.await(patience, () -> note == null || pauses != own)) {
      return;
    }
    run.stopUnattended(held.why());
    run.phases.stop();
    lift();
  }

  private BatchHold order(boolean on) {
    return new BatchHold(++orders, on, on && steps);
  }
}
