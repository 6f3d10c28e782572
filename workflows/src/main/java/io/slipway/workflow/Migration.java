package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.domain.Host;
import io.slipway.domain.Step;
import io.slipway.rollout.RolloutPlanner;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import java.util.ArrayList;
import java.util.List;

/** The migration of a deploy, with its undo. Hosts take their turns, one after the other. */
final class Migration {
  private final FleetRun run;
  private final List<Host> begun = new ArrayList<>();

  Migration(FleetRun run) {
    this.run = run;
  }

  boolean migrate() {
    Step step = run.target().steps().migrate();
    if (step == null) {
      return true;
    }
    run.enter("MIGRATING");
    for (Host host : RolloutPlanner.hostsOf(step, run.target())) {
      if (run.stopping() || !migrate(step, host)) {
        return false;
      }
    }
    return true;
  }

  private boolean migrate(Step step, Host host) {
    run.events.host(EventType.HOST_STARTED, null, host.name(), "migrate");
    begun.add(host);
    try {
      HostReport report =
          ActivityStubs.step("migrate", step, run.target(), host.name()).migrate(orderFor(host));
      run.events.done(EventType.MIGRATED, null, report);
      if (report.steps().stream().allMatch(s -> s.skipped() != null)) {
        begun.remove(host);
      }
      return true;
    } catch (ActivityFailure | CanceledFailure e) {
      HostFailure failure = Failures.of(e, host.name(), "migrate");
      run.events.failed(null, failure);
      run.progress.failed(failure);
      run.stop("Could not migrate %s".formatted(failure.message()));
      return false;
    }
  }

  /** For a recovery, which cannot know: hosts do, and undo only what had begun on them. */
  void presumeBegun() {
    Step step = run.target().steps().migrate();
    if (step != null) {
      begun.addAll(RolloutPlanner.hostsOf(step, run.target()));
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
              .formatted(begun.getFirst().name()));
      return;
    }
    for (Host host : begun.reversed()) {
      try {
        HostReport report =
            ActivityStubs.step("unmigrate", step, run.target(), host.name())
                .unmigrate(orderFor(host));
        run.events.done(EventType.HOST_DONE, null, report);
      } catch (ActivityFailure e) {
        HostFailure failure = Failures.of(e, host.name(), "undo the migration");
        run.events.failed(null, failure);
        run.warn("The migration could not be undone: %s".formatted(failure.message()));
      }
    }
  }

  private HostOrder orderFor(Host host) {
    return run.mission.order(host, run.release(), run.revision());
  }
}
