package io.slipway.workflow;

import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.domain.Host;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.List;

/** Looks at all hosts, so many at a time as the rollout allows; then resolves the ref. */
public final class HostSurvey implements SurveyWorkflow {
  @Override
  public SurveyResult run(SurveyOrder sent) {
    SurveyOrder order = FrontDoor.admitted(sent);
    WorkflowSemaphore places =
        Workflow.newWorkflowSemaphore(order.target().rollout().maxParallel());
    List<Promise<PhaseOutcome>> looks =
        order.target().hosts().stream()
            .map(h -> Async.function(() -> look(order, h, places)))
            .toList();
    List<PhaseOutcome> outcomes = looks.stream().map(Promise::get).toList();
    return order.ref() == null
        ? new SurveyResult(null, null, outcomes)
        : resolved(order, order.ref(), outcomes);
  }

  private PhaseOutcome look(SurveyOrder order, Host host, WorkflowSemaphore places) {
    HostOrder one = orderFor(order, host, "");
    places.acquire();
    try {
      HostReport report =
          switch (order.kind()) {
            case CHECK -> ActivityStubs.glance(host.name()).check(one);
            case INSPECT -> ActivityStubs.glance(host.name()).inspect(one);
            case DRIFT -> ActivityStubs.longLook(host.name()).observe(one);
          };
      return new PhaseOutcome(host.name(), report, null, true);
    } catch (ActivityFailure e) {
      return new PhaseOutcome(host.name(), null, Failures.of(e, host.name(), "look at it"), true);
    } finally {
      places.release();
    }
  }

  /**
   * Asks from a host that could be reached, for with delivery by clone it is the host that asks.
   */
  private SurveyResult resolved(SurveyOrder order, String ref, List<PhaseOutcome> outcomes) {
    List<Host> all = order.target().hosts();
    Host asker =
        all.stream()
            .filter(h -> outcomes.get(all.indexOf(h)).succeeded())
            .findFirst()
            .orElse(all.getFirst());
    try {
      ResolvedRevision revision =
          ActivityStubs.sourceGlance(asker.name(), ref).resolve(orderFor(order, asker, ref));
      return new SurveyResult(revision, null, outcomes);
    } catch (ActivityFailure e) {
      return new SurveyResult(null, Failures.of(e, asker.name(), "resolve " + ref), outcomes);
    }
  }

  private static HostOrder orderFor(SurveyOrder order, Host host, String ref) {
    return new HostOrder(
        order.key(), order.target().withHosts(List.of(host)), null, null, ref, order.initiator());
  }
}
