package io.slipway.workflow;

import io.slipway.contract.BatchOrder;
import io.slipway.contract.BatchResult;
import io.slipway.contract.BatchStop;
import io.slipway.contract.BatchWorkflow;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventType;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.StepReport;
import io.slipway.domain.Host;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes each host of a batch through one phase, some at a time. */
public final class HostBatch implements BatchWorkflow {
  private final EventLog events = new EventLog();
  private @Nullable CancellationScope work;
  private boolean stopped;

  @Override
  public BatchResult run(BatchOrder order) {
    WorkflowSemaphore places = Workflow.newWorkflowSemaphore(order.parallel());
    List<Promise<PhaseOutcome>> outcomes = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                order
                    .target()
                    .hosts()
                    .forEach(h -> outcomes.add(Async.function(() -> inTurn(order, h, places)))));
    work = scope;
    scope.run();
    BatchResult result = new BatchResult(outcomes.stream().map(Promise::get).toList());
    events.end();
    return result;
  }

  @Override
  public void stop(BatchStop order) {
    stopped = true;
    CancellationScope scope = work;
    if (order.interrupt() && scope != null) {
      scope.cancel();
    }
  }

  private PhaseOutcome inTurn(BatchOrder order, Host host, WorkflowSemaphore places) {
    try {
      places.acquire();
    } catch (CanceledFailure e) {
      return new PhaseOutcome(host.name(), null, null, false);
    }
    try {
      if (stopped || CancellationScope.current().isCancelRequested()) {
        return new PhaseOutcome(host.name(), null, null, false);
      }
      return work(order, host);
    } finally {
      places.release();
    }
  }

  private PhaseOutcome work(BatchOrder order, Host host) {
    events.host(EventType.HOST_STARTED, order.phase(), host.name(), Words.of(order.phase()));
    try {
      HostReport report = perform(order, host);
      events.done(EventType.HOST_DONE, order.phase(), report);
      return new PhaseOutcome(host.name(), compact(report), null, true);
    } catch (ActivityFailure | CanceledFailure e) {
      HostFailure failure = Failures.of(e, host.name(), Words.of(order.phase()));
      events.failed(order.phase(), failure);
      // Preparing goes on, so that all bad hosts are known at once. Activating stops the damage.
      stopped = stopped || order.phase() == Phase.ACTIVATE;
      return new PhaseOutcome(host.name(), null, failure, true);
    }
  }

  private static HostReport perform(BatchOrder order, Host host) {
    Target target = order.target();
    HostActivities activities = ActivityStubs.phase(order.phase(), target, host.name());
    HostOrder one = orderFor(order, host);
    return switch (order.phase()) {
      case PREPARE -> built(activities.prepare(one), one, host);
      case ACTIVATE -> activities.activate(one);
      case FINISH -> activities.finish(one);
      case REVERT -> activities.revert(one);
      case DISCARD -> activities.discard(one);
      case INSPECT -> activities.inspect(one);
    };
  }

  private static HostReport built(HostReport prepared, HostOrder order, Host host) {
    Step build = order.target().steps().build();
    if (build == null || !build.runsOn(host)) {
      return prepared;
    }
    HostReport built = ActivityStubs.step("build", build, order.target(), host.name()).build(order);
    List<StepReport> steps = new ArrayList<>(prepared.steps());
    steps.addAll(built.steps());
    List<String> warnings = new ArrayList<>(prepared.warnings());
    warnings.addAll(built.warnings());
    return new HostReport(
        prepared.host(), steps, built.live(), prepared.previous(), List.of(), warnings);
  }

  private static HostOrder orderFor(BatchOrder order, Host host) {
    return new HostOrder(
        order.key(),
        order.target().withHosts(List.of(host)),
        order.release(),
        order.revision(),
        order.ref(),
        order.initiator(),
        order.epoch());
  }

  /** Output is in the events; the run above carries many hosts and needs none of it. */
  private static HostReport compact(HostReport report) {
    return new HostReport(
        report.host(),
        List.of(),
        report.live(),
        report.previous(),
        report.releases(),
        report.warnings());
  }

  @Override
  public EventPage events(EventsQuery query) {
    return events.page(query);
  }
}
