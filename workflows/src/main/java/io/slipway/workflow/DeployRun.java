package io.slipway.workflow;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Phase;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.rollout.RolloutPlanner;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prepares all hosts, migrates, switches batch by batch, and cleans up; or puts everything back.
 */
public final class DeployRun extends ControlledRun implements DeployWorkflow {
  /** Hosts that are asked what a ref names, before it counts as unanswered. */
  private static final int ASKED = 3;

  private final Migration migration;
  private final @Nullable ReleaseId resume;

  @WorkflowInit
  public DeployRun(RunOrder order) {
    super(runOf(order));
    DeployRequest request = Objects.requireNonNull(order.deploy());
    resume = request.resume();
    if (request.overrideFreeze()) {
      run.windows.override();
    }
    migration = new Migration(run);
  }

  private static FleetRun runOf(RunOrder order) {
    RunKey key = order.key();
    DeployRequest request = Objects.requireNonNull(order.deploy());
    return new FleetRun(
        new Mission(key, key, request.target(), request.ref(), request.initiator()),
        request.reason(),
        order.quarantine(),
        order.troubledSince());
  }

  @Override
  public RunResult run(RunOrder order) {
    requireStartedByStage();
    return run.carry(
        () ->
            sound()
                && resolve()
                && run.commands.opened()
                && run.approval.given()
                && run.secretsFound()
                && run.deadline.begin()
                && prepare()
                && run.forward.inTime()
                && migration.migrate()
                && run.commands.beforeSwitch()
                && run.forward.rollOut()
                && run.switchover.made(),
        migration::undo);
  }

  private boolean prepare() {
    run.enter("PREPARING");
    return run.forward.through(Phase.PREPARE);
  }

  private boolean sound() {
    Optional<String> fault = RolloutPlanner.fault(run.target());
    fault.ifPresent(run::stop);
    return fault.isEmpty();
  }

  private boolean resolve() {
    List<Host> hosts = run.forward.in();
    // The worker answers for itself; asking again in another host's name would change nothing.
    int asked =
        switch (run.target().source().delivery()) {
          case CLONE -> Math.min(ASKED, hosts.size());
          case PUSH, RELAY -> 1;
        };
    List<HostFailure> failures = new ArrayList<>();
    for (Host host : hosts.subList(0, asked)) {
      Optional<ResolvedRevision> resolved = ask(host, failures);
      if (resolved.isPresent()) {
        choose(resolved.get().revision());
        return true;
      }
      if (run.stopping() || !anotherMayKnow(failures.getLast())) {
        break;
      }
    }
    failures.forEach(run.progress::failed);
    run.stop("Could not find out what %s is. %s".formatted(run.mission.ref(), sentences(failures)));
    return false;
  }

  private Optional<ResolvedRevision> ask(Host host, List<HostFailure> failures) {
    String ref = run.mission.ref();
    try {
      return Optional.of(
          ActivityStubs.source(run.target(), host, ref)
              .resolve(run.mission.order(host, null, null, null)));
    } catch (ActivityFailure | CanceledFailure e) {
      HostFailure failure = Failures.of(e, host.name(), "resolve %s".formatted(ref));
      run.events.failed(null, failure);
      failures.add(failure);
      return Optional.empty();
    }
  }

  private boolean anotherMayKnow(HostFailure failure) {
    return run.target().source().delivery() == Delivery.CLONE
        && switch (failure.type().cause()) {
          case UNREACHABLE, HOST -> true;
          case RELEASE, CONTROL, REFUSED, UNFORESEEN -> false;
        };
  }

  private void choose(Revision revision) {
    run.events.run(EventType.REVISION_RESOLVED, "%s is %s".formatted(run.mission.ref(), revision));
    ReleaseId release = resume == null ? run.mission.own().id() : resume;
    run.chooseRelease(release, revision, "release %s".formatted(release));
  }

  private static String sentences(List<HostFailure> failures) {
    return failures.stream().map(f -> Clip.sentence(f.message())).collect(Collectors.joining(" "));
  }
}
