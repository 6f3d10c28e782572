package io.slipway.workflow;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SourceActivities;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at all hosts, so many at a time as the rollout allows; then resolves the ref. */
public final class HostSurvey implements SurveyWorkflow {
  /**
   * Someone waits for the answer, so that a host that does not answer is soon said to be away; a
   * deploy is more patient.
   */
  private static final ActivityOptions LOOK =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.HOSTS)
          .setStartToCloseTimeout(Duration.ofMinutes(1))
          .setScheduleToCloseTimeout(Duration.ofMinutes(10))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setMaximumAttempts(2)
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setDoNotRetry(FailureType.permanent())
                  .build())
          .build();

  private final HostActivities hosts = Workflow.newActivityStub(HostActivities.class, LOOK);
  private final SourceActivities source = Workflow.newActivityStub(SourceActivities.class, LOOK);

  @Override
  public SurveyResult run(SurveyOrder order) {
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
            case CHECK -> hosts.check(one);
            case INSPECT -> hosts.inspect(one);
          };
      return new PhaseOutcome(host.name(), report, null, true);
    } catch (ActivityFailure e) {
      return new PhaseOutcome(host.name(), null, failure(e, host.name(), "look at it"), true);
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
      ResolvedRevision revision = source.resolve(orderFor(order, asker, ref));
      return new SurveyResult(revision, null, outcomes);
    } catch (ActivityFailure e) {
      return new SurveyResult(null, failure(e, asker.name(), "resolve " + ref), outcomes);
    }
  }

  private static HostOrder orderFor(SurveyOrder order, Host host, String ref) {
    return new HostOrder(
        order.key(), order.target().withHosts(List.of(host)), null, null, ref, order.initiator());
  }

  private static HostFailure failure(ActivityFailure e, HostName host, String attempted) {
    if (e.getCause() instanceof ApplicationFailure a) {
      HostFailure told = details(a);
      if (told != null) {
        return told;
      }
      return new HostFailure(
          host,
          FailureType.named(a.getType()),
          null,
          attempted,
          String.valueOf(a.getOriginalMessage()),
          "See the worker's log.",
          "");
    }
    return new HostFailure(
        host,
        FailureType.UNREACHABLE,
        null,
        attempted,
        "no worker finished it in time",
        "Check the host and that workers poll task queue " + TaskQueues.HOSTS + ".",
        "");
  }

  private static @Nullable HostFailure details(ApplicationFailure failure) {
    return failure.getDetails().getSize() == 0 ? null : failure.getDetails().get(HostFailure.class);
  }
}
