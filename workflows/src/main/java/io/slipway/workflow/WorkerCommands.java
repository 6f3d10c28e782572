package io.slipway.workflow;

import io.slipway.contract.CommandOrder;
import io.slipway.contract.CommandsOrder;
import io.slipway.contract.EventType;
import io.slipway.contract.StepReport;
import io.slipway.domain.Hook;
import io.slipway.domain.Steps;
import io.slipway.domain.WorkerCommand;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the worker runs for a run, once: before the first host switches, and at the end. What it
 * builds is a {@link SharedBuild}.
 */
final class WorkerCommands {
  private final FleetRun run;

  WorkerCommands(FleetRun run) {
    this.run = run;
  }

  /** Whether all of them are opened, so that no host is touched for a run that would not get on. */
  boolean opened() {
    Steps steps = run.target().steps();
    List<String> names =
        Stream.concat(
                run.preparing() ? Stream.ofNullable(steps.builder()) : Stream.of(),
                steps.ofWorker().stream())
            .map(WorkerCommand::name)
            .distinct()
            .toList();
    if (!names.isEmpty()) {
      try {
        ActivityStubs.commands(run.target()).opened(new CommandsOrder(run.mission.own(), names));
      } catch (ActivityFailure | CanceledFailure e) {
        run.stop(Failures.reason(e));
      }
    }
    return !run.stopping();
  }

  /** Whether no host has to be kept from its switch. */
  boolean beforeSwitch() {
    for (WorkerCommand command : of(run.target().steps().beforeSwitch())) {
      if (!run.hold.passed() || run.stopping()) {
        return false;
      }
      String trouble = trouble("before-switch", command);
      if (trouble != null) {
        run.stop(trouble);
        return false;
      }
    }
    return !run.stopping();
  }

  /** What fails here takes nothing back. */
  void finished() {
    for (WorkerCommand command : of(run.target().steps().finished())) {
      if (run.stopping()) {
        run.warnings.add(
            "%s did not run on the worker, for the run was stopped before."
                .formatted(command.name()));
        continue;
      }
      String trouble = trouble("finished", command);
      if (trouble != null) {
        run.warnings.add(trouble);
      }
    }
  }

  private static List<WorkerCommand> of(@Nullable Hook hook) {
    return hook == null ? List.of() : hook.worker();
  }

  /** Null when it went well. */
  private @Nullable String trouble(String step, WorkerCommand command) {
    CommandOrder order =
        new CommandOrder(run.mission.own(), step, command, run.release(), run.revision());
    String name = "%s on the worker".formatted(command.name());
    try {
      StepReport report = ActivityStubs.command(run.target(), command).run(order);
      run.events.said(
          EventType.WORKER_COMMAND, step, "%s has run".formatted(name), report.output());
      return null;
    } catch (ActivityFailure | CanceledFailure e) {
      String why = "Could not run %s: %s".formatted(name, reason(e));
      run.events.said(EventType.WARNING, step, why, output(e));
      return why;
    }
  }

  private static String reason(TemporalFailure failure) {
    String reason = Failures.reason(failure);
    return reason.endsWith(".") ? reason : reason + ".";
  }

  private static String output(TemporalFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told && told.getDetails().getSize() > 0
        ? told.getDetails().get(String.class)
        : "";
  }
}
