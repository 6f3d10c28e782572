package io.slipway.workflow;

import io.slipway.contract.CanaryActivities;
import io.slipway.contract.EventType;
import io.slipway.contract.HostState;
import io.slipway.contract.MeasureOrder;
import io.slipway.contract.Measured;
import io.slipway.contract.Sample;
import io.slipway.domain.Canary;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.rollout.CanaryPick;
import io.slipway.rollout.CheckTally;
import io.slipway.rollout.Durations;
import io.slipway.rollout.FailurePolicy;
import io.slipway.rollout.Grade;
import io.slipway.rollout.Names;
import io.slipway.rollout.Reaction;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches a release where it is on trial, and decides with its checks whether the run goes on. */
final class CanaryWatch {
  /** Since 2026-11-30. Canaries that were watched before are so through pauses, too. */
  private static final String CHANGE = "canary-stands";

  private final FleetRun run;
  private final FailurePolicy policy;
  private final Canary canary;
  private final Trial trial;

  /** Whether time stands still while the run is paused. */
  private boolean standing;

  CanaryWatch(FleetRun run, FailurePolicy policy, Canary canary, Trial trial) {
    this.run = run;
    this.policy = policy;
    this.canary = canary;
    this.trial = trial;
  }

  /** What is on trial: hosts of a canary, or a half of the stage. */
  interface Trial {
    /** The hosts of a canary. */
    Trial CANARY =
        new Trial() {
          @Override
          public String name() {
            return "the canary";
          }

          @Override
          public boolean begun() {
            return true;
          }

          @Override
          public void failed() {
            // Its hosts stay as they are until the run has decided.
          }
        };

    String name();

    /** Brings visitors there, if they are not; false when the run does not go on. */
    boolean begun();

    /** A check has failed: what is on trial is kept from visitors, whatever the run does then. */
    void failed();

    /** At the beginning of a sentence. */
    default String title() {
      return Character.toUpperCase(name().charAt(0)) + name().substring(1);
    }
  }

  /** What was found, and in what words. */
  private record Finding(Grade grade, String why) {}

  /**
   * Whether the run goes on.
   *
   * @param picked the hosts of the canary, whose turns are over
   * @param others those that still serve what they served
   */
  boolean passed(List<Host> picked, List<Host> others) {
    while (!run.stopping() && trial.begun()) {
      Finding found = watched(picked, others);
      if (found.grade() == Grade.FAIL) {
        trial.failed();
      }
      Reaction reaction =
          switch (found.grade()) {
            case PASS -> Reaction.GO_ON;
            // Whoever goes on without bad hosts does not want a bad release on all of them.
            case FAIL ->
                policy.beyond(run.irreversible()) == Reaction.REVERT
                    ? Reaction.REVERT
                    : Reaction.PAUSE;
            case INCONCLUSIVE -> Reaction.PAUSE;
          };
      switch (reaction) {
        case GO_ON -> {
          return true;
        }
        case REVERT -> {
          run.stop(found.why());
          return false;
        }
        case PAUSE -> {
          Choice choice = choice(picked, found.why());
          if (choice instanceof Choice.GoOn) {
            return trial.begun() && !run.stopping();
          }
          if (choice instanceof Choice.Expired) {
            run.stopUnattended(found.why());
          }
        }
      }
    }
    return false;
  }

  /** Waits for a person; hosts that are excluded meanwhile are none of the canary. */
  private Choice choice(List<Host> picked, String why) {
    Standstill at = new Standstill(why, picked.stream().map(Host::name).toList(), List.of(), true);
    Choice choice = run.choice(at);
    while (choice instanceof Choice.Excluded && !run.stopping()) {
      choice = run.choice(at);
    }
    return choice;
  }

  private Finding watched(List<Host> picked, List<Host> others) {
    List<Host> live =
        picked.stream().filter(h -> run.progress.of(h).state() == HostState.ACTIVE).toList();
    if (live.isEmpty()) {
      return new Finding(Grade.FAIL, "No host of %s has come up.".formatted(trial.name()));
    }
    String names = Names.of(live.stream().map(Host::name).toList());
    tell(
        "%s is live as %s, watched for %s%s"
            .formatted(
                names,
                trial.name(),
                Durations.words(canary.bake()),
                canary.checks().isEmpty()
                    ? ""
                    : ": "
                        + String.join(
                            ", ", canary.checks().stream().map(CanaryCheck::name).toList())));
    run.describe("watching %s, %s".formatted(trial.name(), names));
    standing = Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
    List<Finding> found = new ArrayList<>();
    List<Promise<Void>> bake = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              bake.add(
                  standing
                      ? Async.procedure(() -> rest(canary.bake()))
                      : Workflow.newTimer(canary.bake()));
              for (CanaryCheck check : canary.checks()) {
                Promise<Void> unused =
                    Async.procedure(() -> conclude(check, live, others).ifPresent(found::add));
              }
            });
    scope.run();
    try {
      Workflow.await(
          () ->
              found.stream().anyMatch(f -> f.grade() == Grade.FAIL)
                  || (found.size() == canary.checks().size() && bake.getFirst().isCompleted()));
    } finally {
      scope.cancel();
    }
    return worst(found)
        .orElseGet(
            () -> new Finding(Grade.PASS, "%s, %s, is well.".formatted(trial.title(), names)));
  }

  private static Optional<Finding> worst(List<Finding> found) {
    return found.stream()
        .filter(f -> f.grade() == Grade.FAIL)
        .findFirst()
        .or(() -> found.stream().filter(f -> f.grade() == Grade.INCONCLUSIVE).findFirst());
  }

  /** Empty when nobody wants to know any more. */
  private Optional<Finding> conclude(CanaryCheck check, List<Host> live, List<Host> others) {
    CheckTally tally = new CheckTally(check);
    try {
      if (check.initialDelay().isPositive()) {
        rest(check.initialDelay());
      }
      while (true) {
        if (standing) {
          Workflow.await(() -> !run.hold.clock.stopped());
        }
        Measured last = measured(check, live, others);
        tally.add(last.sample());
        Optional<Grade> grade = tally.grade();
        if (grade.isPresent()) {
          return Optional.of(told(check, grade.get(), tally, last));
        }
        rest(check.interval());
      }
    } catch (CanceledFailure e) {
      return Optional.empty();
    }
  }

  /** Lets time pass that stands still while somebody has paused the run. */
  private void rest(Duration time) {
    if (standing) {
      boolean unused = Countdown.passes(time, run.hold.clock, () -> false);
    } else {
      Workflow.sleep(time);
    }
  }

  private Finding told(CanaryCheck check, Grade grade, CheckTally tally, Measured last) {
    String how = "%s; last: %s".formatted(tally.words(), last.seen());
    tell("check %s: %s, %s".formatted(check.name(), grade, how));
    return new Finding(
        grade,
        switch (grade) {
          case PASS -> how;
          case FAIL -> "%s's check %s failed: %s.".formatted(trial.title(), check.name(), how);
          case INCONCLUSIVE ->
              "%s's check %s is inconclusive: %s.".formatted(trial.title(), check.name(), how);
        });
  }

  /** Bad when any host is bad, and an error when any could not be asked. */
  private Measured measured(CanaryCheck check, List<Host> live, List<Host> others) {
    List<HostName> old = CanaryPick.old(live, others).stream().map(Host::name).toList();
    List<Host> asked = check.measure().eachHost() ? live : live.subList(0, 1);
    List<Promise<Measured>> each =
        asked.stream().map(h -> Async.function(() -> measured(check, h, live, old))).toList();
    List<Measured> all = each.stream().map(Promise::get).toList();
    for (Sample worst : List.of(Sample.BAD, Sample.ERROR)) {
      Optional<Measured> one = all.stream().filter(m -> m.sample() == worst).findFirst();
      if (one.isPresent()) {
        return one.get();
      }
    }
    return all.getFirst();
  }

  private Measured measured(CanaryCheck check, Host host, List<Host> live, List<HostName> old) {
    CanaryActivities activities =
        ActivityStubs.measure(
            host, check.measure().eachHost() ? host.name() + ": " + check.name() : check.name());
    MeasureOrder order =
        new MeasureOrder(
            run.mission.order(host, run.release(), run.revision(), null).with(run.secrets.pins()),
            check.measure(),
            live.stream().map(Host::name).toList(),
            old);
    try {
      return activities.measure(order);
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled;
      }
      return new Measured(Sample.ERROR, Clip.sentence(Failures.reason(e)));
    }
  }

  private void tell(String what) {
    run.events.run(EventType.BAKING, what);
  }
}
