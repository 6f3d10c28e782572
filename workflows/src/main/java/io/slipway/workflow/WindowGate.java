package io.slipway.workflow;

import io.slipway.contract.Demands;
import io.slipway.contract.EventType;
import io.slipway.contract.Freeze;
import io.slipway.contract.Openness;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.RunKind;
import io.slipway.domain.InFlight;
import io.slipway.domain.Window;
import io.slipway.domain.Windows;
import io.slipway.rollout.FreezeCalendar;
import io.slipway.rollout.Openings;
import io.slipway.rollout.StandingStill;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets deploys begin and go on only while their stage is open. What puts hosts back is never held:
 * rollbacks, recoveries and reverts pass at all times.
 */
final class WindowGate {
  /** Since 2026-11-30. Deploys that began before know of no windows. */
  private static final String CHANGE = "windows";

  /** How often it is looked whether the policy's windows have been lifted. */
  private static final Duration LOOK = Duration.ofHours(1);

  private final FleetRun run;
  private final Duration patience;
  private final boolean deploy;
  private final Thaw thaw = new Thaw();
  private final @Nullable String reason;
  private boolean judging;
  private boolean overriding;
  private boolean overridden;
  private @Nullable PauseNote note;

  /**
   * @param patience how long a run waits for its stage to open
   * @param reason the asker's
   */
  WindowGate(FleetRun run, Duration patience, @Nullable String reason) {
    this.run = run;
    this.reason = reason;
    this.patience = patience;
    this.deploy = run.mission.own().kind() == RunKind.DEPLOY;
  }

  /** Set while the run waits for its stage to open. */
  @Nullable PauseNote note() {
    return note;
  }

  /** Told by the keeper of freezes. */
  void freezesChanged() {
    thaw.come();
  }

  /** Has the run go on whether its stage is open or not. Its asker may. */
  void override() {
    overriding = true;
  }

  /** Whether the deploy may begin; it is rejected otherwise. No host has been changed. */
  boolean mayBegin() {
    judging =
        deploy
            && (run.demands.once()
                || Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1)
                    > Workflow.DEFAULT_VERSION);
    return begins(judging ? closed(true) : null);
  }

  /** The same, once it has waited. */
  boolean mayStillBegin() {
    return begins(judging ? closed(false) : null);
  }

  private boolean begins(@Nullable Openness closed) {
    if (closed != null) {
      String why =
          "Deploys to %s may not begin now. %s".formatted(run.target().stage(), closed.sentence());
      run.chronicle.refused(run.mission.initiator(), "deploy", reason, why);
      run.events.run(EventType.REJECTED, why);
      run.reject(
          why + " Who may override it can do so: slipway deploy --override-freeze --reason WHY.");
    }
    return !run.stopping();
  }

  /**
   * Whether the next batch may be switched; waits for that if the stage wants it so.
   *
   * @param first whether it is the run's first batch
   */
  boolean mayGoOn(boolean first) {
    // A freeze may say something else of deploys that are under way.
    boolean matters = run.demands.freezes() || inFlight() != InFlight.FINISH;
    Openness closed = judging && matters ? holding(closed(first)) : null;
    return closed == null ? !run.stopping() : held(closed, WorkflowTime.now());
  }

  private InFlight inFlight() {
    Windows own = run.target().windows();
    return own == null ? InFlight.FINISH_BATCH : own.inFlight();
  }

  /** What the run is to wait for; null when it goes on or is stopped by it. */
  private @Nullable Openness holding(@Nullable Openness closed) {
    if (closed == null) {
      return null;
    }
    InFlight inFlight = closed.inFlight() == null ? inFlight() : closed.inFlight();
    return switch (inFlight) {
      case FINISH_BATCH -> closed;
      case FINISH -> null;
      case REVERT -> {
        run.stop(closed.sentence());
        yield null;
      }
    };
  }

  /**
   * Why it is closed now; null when it is open, or the run goes on all the same, or is stopped.
   *
   * @param recently whether it is enough to know what the policy has said seconds ago
   */
  private @Nullable Openness closed(boolean recently) {
    Windows named = run.target().windows();
    List<Window> own = named == null ? List.of() : named.list();
    Demands demands = demands(recently);
    List<Window> policy = demands.windows();
    List<Freeze> freezes = run.demands.freezes() ? demands.freezes() : List.of();
    if (run.stopping() || (own.isEmpty() && policy.isEmpty() && freezes.isEmpty())) {
      return null;
    }
    Optional<String> fault = FreezeCalendar.fault(own);
    if (fault.isPresent()) {
      run.stop("The windows of the stage cannot be used: %s.".formatted(fault.get()));
      return null;
    }
    Instant now = WorkflowTime.now();
    // Rules of time zones are data of the JVM, and change.
    Openness found =
        Workflow.sideEffect(
            Openness.class,
            () -> Openings.of(FreezeCalendar.of(own, policy), freezes).at(now, inFlight()));
    if (found.open()) {
      return null;
    }
    if (!overriding) {
      return found;
    }
    recordOverride(found);
    return null;
  }

  private Demands demands(boolean recently) {
    try {
      return recently ? run.demands.recent() : run.demands.now();
    } catch (ActivityFailure e) {
      run.stop(
          "Could not find out when the policy lets deploys be done: %s."
              .formatted(Failures.reason(e)));
      return new Demands(List.of(), List.of());
    }
  }

  private void recordOverride(Openness closed) {
    if (!overridden) {
      overridden = true;
      run.chronicle.decided(run.mission.initiator(), "override", reason, closed.sentence());
      run.events.run(
          EventType.OVERRIDDEN,
          "%s Overridden by %s"
              .formatted(closed.sentence(), Words.by(run.mission.initiator(), reason)));
    }
  }

  private boolean held(Openness first, Instant since) {
    Instant end = since.plus(patience);
    Openness closed = first;
    String why = closed.sentence();
    run.events.run(
        EventType.FROZEN,
        "%s %s To put it back now: slipway abort %s."
            .formatted(
                why,
                new StandingStill(since, patience, closed.until()).sentence(),
                run.target().stage()));
    run.chronicle.paused(why);
    run.hold.clock.stop();
    try {
      while (closed != null && !run.stopping()) {
        show(closed, since, end);
        if (!WorkflowTime.now().isBefore(end)) {
          run.stopUnattended(closed.sentence());
        } else {
          closed = holding(waited(closed, end));
        }
      }
    } finally {
      note = null;
      run.hold.clock.start();
      run.changed();
    }
    if (!run.stopping()) {
      run.events.run(EventType.RESUMED, "The stage is open again; the run goes on.");
    }
    return !run.stopping();
  }

  /** Why it is closed after a while, or once freezes have changed. */
  private @Nullable Openness waited(Openness closed, Instant end) {
    Openness still = closed;
    if (closed.freeze() != null) {
      thaw.expect();
      // It may have been lifted before its keeper knew that somebody waits.
      still = closed(false);
    }
    if (still == null) {
      return null;
    }
    if (run.demands.freezes()) {
      thaw.await(rest(still, end));
    } else {
      Workflow.sleep(rest(still, end));
    }
    return closed(false);
  }

  private static Duration rest(Openness closed, Instant end) {
    Instant now = WorkflowTime.now();
    Instant next = now.plus(LOOK);
    if (closed.until() != null && closed.until().isBefore(next)) {
      next = closed.until();
    }
    Instant first = next.isBefore(end) ? next : end;
    return first.isAfter(now) ? Duration.between(now, first) : Duration.ZERO;
  }

  private void show(Openness closed, Instant since, Instant end) {
    PauseNote shown = new PauseNote(closed.sentence(), since, end, PauseKind.FROZEN, null, null);
    if (!shown.equals(note)) {
      note = shown;
      run.changed();
    }
  }
}
