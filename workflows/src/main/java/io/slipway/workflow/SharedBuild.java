package io.slipway.workflow;

import io.slipway.contract.Built;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.FailureType.Cause;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.WorkerCommand;
import io.slipway.rollout.BuildOnce;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The build that one host or the worker makes for all, where the file says so: who makes it, and
 * what has come of it. That host, or the first that gets what the worker has built, is prepared
 * first, alone; all others get its tree.
 */
final class SharedBuild {
  private final FleetRun run;
  private final @Nullable WorkerCommand command;
  private @Nullable HostName builder;
  private @Nullable Built built;

  SharedBuild(FleetRun run) {
    this.run = run;
    this.command = run.target().steps().builder();
  }

  /**
   * Those of the hosts that the phase takes first: the one that builds, until it has. Empty where
   * none may, which stops the run.
   */
  List<Host> first(Phase phase, List<Host> hosts) {
    if (!lacking(phase)) {
      return hosts;
    }
    Optional<Host> host = BuildOnce.builders(run.target(), hosts).stream().findFirst();
    if (host.isEmpty()) {
      run.stop(
          "No host is left that may build for all: steps.build runs on one of role %s."
              .formatted(Objects.requireNonNull(run.target().steps().build()).on()));
      return List.of();
    }
    if (!host.get().name().equals(builder)) {
      boolean told = command != null && builder != null;
      builder = host.get().name();
      if (!told) {
        run.events.run(EventType.BUILDER_CHOSEN, words(builder));
      }
    }
    return List.of(host.get());
  }

  private String words(HostName name) {
    if (command != null) {
      return "the worker builds (%s), and all hosts get its tree".formatted(command.name());
    }
    return shared() ? "%s builds, and all others get its tree".formatted(name) : name + " builds";
  }

  private boolean lacking(Phase phase) {
    return phase == Phase.PREPARE && built == null && BuildOnce.in(run.target());
  }

  /** Whether there is any other host, be it one that comes later. */
  private boolean shared() {
    return run.progress.all().size() > 1;
  }

  /** The errand with what it has to do with the build. */
  Errand with(Errand errand) {
    Built tree = built;
    if (tree != null && errand.phase() == Phase.PREPARE) {
      return errand.of(tree);
    }
    return lacking(errand.phase()) && shared() ? errand.packing() : errand;
  }

  void note(List<PhaseOutcome> outcomes) {
    for (PhaseOutcome outcome : outcomes) {
      HostReport report = outcome.report();
      if (built == null && report != null) {
        built = report.built();
      }
    }
  }

  /**
   * Whether it has failed by itself, so that it would on any host. One may be killed on one alone.
   */
  boolean failed() {
    HostName name = builder;
    return name != null
        && built == null
        && !run.progress
            .where(
                p ->
                    p.host().equals(name)
                        && p.counts()
                        && !p.out()
                        && everywhere(Objects.requireNonNull(p.failure())))
            .isEmpty();
  }

  private boolean everywhere(HostFailure failure) {
    FailureType type = failure.type();
    return command == null
        ? type.cause() == Cause.RELEASE && type != FailureType.STEP_SIGNALLED
        : "build".equals(failure.step()) && !type.passing();
  }

  /** What a failure means that is everybody's, in a whole sentence. */
  String consequence() {
    return command == null
        ? "It builds for all hosts, and would fail on each; no other has been begun."
        : "The worker builds for all hosts, and would fail for each; none is prepared without"
            + " that.";
  }

  /** The hosts but for the one whose tree the others have: that one keeps it. */
  List<Host> others(List<Host> hosts) {
    Built tree = built;
    return tree == null
        ? hosts
        : hosts.stream().filter(h -> !h.name().equals(tree.on().name())).toList();
  }
}
