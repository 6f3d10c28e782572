package io.slipway.workflow;

import io.slipway.contract.BatchOrder;
import io.slipway.contract.BatchWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Initiator;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunKey;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import io.slipway.rollout.RolloutPlanner;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes hosts through a phase, in batch workflows side by side. */
final class PhaseRunner {
  /** Batches open at the same time; each has its share of the hosts that may be in work. */
  private static final int OPEN = 10;

  private final RunKey key;
  private final Target target;
  private final String ref;
  private final Initiator initiator;
  private final EventLog events;
  private final Map<Phase, Integer> numbers = new EnumMap<>(Phase.class);

  PhaseRunner(RunKey key, Target target, String ref, Initiator initiator, EventLog events) {
    this.key = key;
    this.target = target;
    this.ref = ref;
    this.initiator = initiator;
    this.events = events;
  }

  /** What became of each host, in the order given. Returns also when the run is cancelled. */
  List<PhaseOutcome> run(
      Phase phase, List<Host> hosts, @Nullable ReleaseId release, @Nullable Revision revision) {
    List<List<Host>> portions = RolloutPlanner.portions(hosts, BatchOrder.MOST_HOSTS);
    int open = Math.min(OPEN, Math.max(1, portions.size()));
    int parallel = Math.max(1, target.rollout().maxParallel() / open);
    WorkflowSemaphore places = Workflow.newWorkflowSemaphore(open);
    events.phase(
        EventType.PHASE_STARTED, phase, "%s %d hosts".formatted(Words.of(phase), hosts.size()));
    List<Promise<List<PhaseOutcome>>> results =
        portions.stream()
            .map(
                portion ->
                    orderFor(phase, portion, release, revision, Math.min(parallel, portion.size())))
            .map(order -> Async.function(() -> inTurn(order, places)))
            .toList();
    List<PhaseOutcome> outcomes = results.stream().map(Promise::get).flatMap(List::stream).toList();
    long failed = outcomes.stream().filter(o -> o.failure() != null).count();
    events.phase(
        EventType.PHASE_ENDED,
        phase,
        "%s: %d done, %d failed"
            .formatted(
                Words.of(phase),
                outcomes.stream().filter(PhaseOutcome::succeeded).count(),
                failed));
    return outcomes;
  }

  private List<PhaseOutcome> inTurn(BatchOrder order, WorkflowSemaphore places) {
    try {
      places.acquire();
    } catch (CanceledFailure e) {
      return notBegun(order);
    }
    try {
      return batch(order);
    } finally {
      places.release();
    }
  }

  private List<PhaseOutcome> batch(BatchOrder order) {
    String id = WorkflowIds.batch(key, order.phase(), order.number());
    int size = order.target().hosts().size();
    try {
      BatchWorkflow child = Workflow.newChildWorkflowStub(BatchWorkflow.class, options(id, order));
      events.batch(
          EventType.BATCH_STARTED,
          order.phase(),
          id,
          "%s batch %d, %d hosts".formatted(Words.of(order.phase()), order.number(), size));
      List<PhaseOutcome> outcomes = child.run(order).hosts();
      events.batch(
          EventType.BATCH_ENDED,
          order.phase(),
          id,
          "%s batch %d".formatted(Words.of(order.phase()), order.number()));
      return outcomes;
    } catch (CanceledFailure e) {
      return notBegun(order);
    } catch (ChildWorkflowFailure e) {
      return e.getCause() instanceof CanceledFailure ? notBegun(order) : lost(order, id);
    }
  }

  private static ChildWorkflowOptions options(String id, BatchOrder order) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setStaticSummary(
            "%s, %d hosts".formatted(Words.of(order.phase()), order.target().hosts().size()))
        .build();
  }

  private BatchOrder orderFor(
      Phase phase,
      List<Host> hosts,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      int parallel) {
    int number = numbers.merge(phase, 1, Integer::sum);
    return new BatchOrder(
        key, phase, number, target.withHosts(hosts), release, revision, ref, initiator, parallel);
  }

  private static List<PhaseOutcome> notBegun(BatchOrder order) {
    return order.target().hosts().stream()
        .map(h -> new PhaseOutcome(h.name(), null, null, false))
        .toList();
  }

  /** A batch that was terminated: whatever it was doing may have happened. */
  private static List<PhaseOutcome> lost(BatchOrder order, String id) {
    return order.target().hosts().stream()
        .map(
            h ->
                new PhaseOutcome(
                    h.name(),
                    null,
                    new HostFailure(
                        h.name(),
                        FailureType.UNKNOWN_OUTCOME,
                        null,
                        Words.of(order.phase()),
                        "its batch workflow ended without a result",
                        "See workflow %s in Temporal's Web UI.".formatted(id),
                        ""),
                    true))
        .toList();
  }
}
