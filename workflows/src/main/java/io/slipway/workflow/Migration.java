package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Host;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Step;
import io.slipway.rollout.FailurePolicy;
import io.slipway.rollout.RolloutPlanner;
import io.temporal.failure.ActivityFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The migration of a deploy, with its undo. Hosts take their turns, one after the other. */
final class Migration {
  private final FleetRun run;
  private final Set<Host> begun = new LinkedHashSet<>();

  Migration(FleetRun run) {
    this.run = run;
  }

  boolean migrate() {
    Step step = run.target().steps().migrate();
    if (step == null) {
      return true;
    }
    run.enter("MIGRATING");
    List<Host> hosts = RolloutPlanner.hostsOf(step, run.forward.in());
    if (hosts.isEmpty()) {
      run.stop(
          "None of the hosts that are left plays role %s, on which the migration runs."
              .formatted(step.on()));
    }
    for (Host host : hosts) {
      if (!run.hold.passed() || run.stopping() || !migrate(step, host)) {
        return false;
      }
    }
    return !run.stopping();
  }

  private boolean migrate(Step step, Host host) {
    String from = null;
    while (true) {
      HostFailure failure = attempt(step, host, from);
      if (failure == null) {
        return true;
      }
      run.progress.failed(failure);
      String why = "Could not migrate %s".formatted(Clip.sentence(failure.message()));
      boolean asked = run.irreversible() || run.target().rollout().onFailure() == OnFailure.PAUSE;
      if (run.stopping() || !asked) {
        run.stop(why);
        return false;
      }
      switch (decided(host, why)) {
        case Choice.Retry retry -> {
          run.progress.change(List.of(host), HostProgress::triedAgain);
          from = "migrate";
        }
        case Choice.GoOn goOn -> {
          run.warn("%s The run goes on all the same, as a person wished.".formatted(why));
          run.progress.change(List.of(host), HostProgress::triedAgain);
          return true;
        }
        case Choice.Excluded unused -> throw new IllegalStateException("passed over already");
        case Choice.Expired expired -> {
          run.stopUnattended(why);
          return false;
        }
      }
    }
  }

  private Choice decided(Host host, String why) {
    Standstill at = new Standstill(why, List.of(host.name()), List.of("migrate"), true);
    Choice choice = run.choice(at);
    while (choice instanceof Choice.Excluded) {
      choice = run.choice(at);
    }
    return choice;
  }

  /** Null when it went well. */
  private @Nullable HostFailure attempt(Step step, Host host, @Nullable String from) {
    HostOrder order =
        run.mission.order(host, run.release(), run.revision(), from).with(run.secrets.pins());
    HostActivities activities = ActivityStubs.step("migrate", step, run.target(), host);
    run.events.host(EventType.HOST_STARTED, null, host.name(), "migrate");
    begun.add(host);
    PhaseOutcome outcome =
        new Perseverance(order, null, "migrate", run.events, run.hold.clock)
            .until(true, () -> activities.migrate(order));
    HostFailure failure = outcome.failure();
    if (failure == null) {
      HostReport report = Objects.requireNonNull(outcome.report());
      run.events.done(EventType.MIGRATED, null, report);
      if (report.steps().stream().allMatch(s -> s.skipped() != null)) {
        begun.remove(host);
      }
    } else {
      run.events.failed(null, failure);
    }
    if (begun.contains(host) && (failure == null || !FailurePolicy.away(failure.type()))) {
      run.irreversibly(step);
    }
    return failure;
  }

  /** For a recovery, which cannot know: hosts do, and undo only what had begun on them. */
  void presumeBegun() {
    Step step = run.target().steps().migrate();
    if (step != null) {
      begun.addAll(RolloutPlanner.hostsOf(step, run.progress.all()));
    }
  }

  /** Undoes what has begun, in reverse; what cannot be undone is said. */
  void undo() {
    Step step = run.target().steps().migrate();
    if (step == null || begun.isEmpty()) {
      return;
    }
    if (step.undo() == null) {
      run.warn(
          "The migration on %s has begun, or may have, and declares no undo: look at what it has changed."
              .formatted(begun.iterator().next().name()));
      return;
    }
    for (Host host : List.copyOf(begun).reversed()) {
      try {
        HostReport report =
            ActivityStubs.step("unmigrate", step, run.target(), host).unmigrate(orderFor(host));
        run.events.done(EventType.HOST_DONE, null, report);
      } catch (ActivityFailure e) {
        HostFailure failure = Failures.of(e, host.name(), "undo the migration");
        run.events.failed(null, failure);
        run.warn("The migration could not be undone: %s".formatted(failure.message()));
      }
    }
  }

  private HostOrder orderFor(Host host) {
    return run.mission.order(host, run.release(), run.revision(), null).with(run.secrets.pins());
  }
}
