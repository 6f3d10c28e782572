package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventType;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prepares all hosts, migrates, switches batch by batch, and cleans up; or puts everything back.
 */
public final class DeployRun implements DeployWorkflow {
  /** Hosts that are asked what a ref names, before it counts as unanswered. */
  private static final int ASKED = 3;

  private final FleetRun run;
  private final Migration migration;

  @WorkflowInit
  public DeployRun(RunOrder order) {
    DeployRequest request = Objects.requireNonNull(order.deploy());
    run =
        new FleetRun(
            order.key(), request.target(), request.ref(), request.initiator(), request.reason());
    migration = new Migration(run);
  }

  @Override
  public RunResult run(RunOrder order) {
    return run.carry(
        () -> resolve() && prepare() && migration.migrate() && run.rollOut(), migration::undo);
  }

  private boolean resolve() {
    List<Host> hosts = run.target.hosts();
    // The worker answers for itself; asking again in another host's name would change nothing.
    int asked =
        switch (run.target.source().delivery()) {
          case CLONE -> Math.min(ASKED, hosts.size());
          case PUSH -> 1;
        };
    for (Host host : hosts.subList(0, asked)) {
      Optional<ResolvedRevision> resolved = ask(host);
      if (resolved.isPresent()) {
        run.resolve(resolved.get().revision());
        run.events.run(
            EventType.REVISION_RESOLVED,
            "%s is %s".formatted(run.ref(), resolved.get().revision()));
        run.chooseRelease(run.key.id(), null, "release %s".formatted(run.key.id()));
        return true;
      }
      if (run.stopping()) {
        return false;
      }
    }
    run.stop(
        "Could not find out what %s is: none of %d hosts could be reached. %s"
            .formatted(
                run.ref(),
                asked,
                run.progress.firstFailure().map(HostFailure::message).orElse("")));
    return false;
  }

  private Optional<ResolvedRevision> ask(Host host) {
    try {
      return Optional.of(
          ActivityStubs.source(run.target, host.name(), run.ref()).resolve(orderFor(host)));
    } catch (ActivityFailure e) {
      HostFailure failure = Failures.of(e, host.name(), "resolve %s".formatted(run.ref()));
      run.events.failed(null, failure);
      run.progress.failed(failure);
      boolean anotherMayKnow =
          run.target.source().delivery() == Delivery.CLONE
              && switch (failure.type().cause()) {
                case UNREACHABLE, HOST -> true;
                case RELEASE, CONTROL, REFUSED -> false;
              };
      if (!anotherMayKnow && failure.type() != FailureType.ABORTED) {
        run.stop("Could not resolve %s on %s".formatted(run.ref(), failure.message()));
      }
      return Optional.empty();
    }
  }

  private boolean prepare() {
    List<Host> hosts = run.target.hosts();
    run.progress.enter(hosts, HostState.PREPARING);
    List<PhaseOutcome> outcomes =
        run.phases.run(Phase.PREPARE, hosts, run.release(), run.revision());
    run.progress.apply(outcomes, HostProgress::preparing, HostState.UNTOUCHED);
    return run.allSucceeded(Phase.PREPARE, outcomes);
  }

  private HostOrder orderFor(Host host) {
    return new HostOrder(
        run.key, run.target.withHosts(List.of(host)), null, null, run.ref(), run.initiator());
  }

  @Override
  public RunSummary abort(AbortRequest request) {
    return run.abort(request);
  }

  @Override
  public void validateAbort(AbortRequest request) {
    run.validateAbort();
  }

  @Override
  public void abortUnanswered(AbortRequest request) {
    run.abortUnanswered(request);
  }

  @Override
  public EventPage events(EventsQuery query) {
    return run.events.page(query);
  }

  @Override
  public RunSummary summary() {
    return run.summary();
  }

  @Override
  public @Nullable RunResult result() {
    return run.result();
  }
}
