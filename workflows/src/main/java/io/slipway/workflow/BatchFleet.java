package io.slipway.workflow;

import io.slipway.contract.BatchHold;
import io.slipway.contract.BatchOrder;
import io.slipway.contract.BatchResult;
import io.slipway.contract.BatchStop;
import io.slipway.contract.BatchWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.Places;
import io.slipway.contract.RunKey;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.rollout.Allotment;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The batch workflows of one phase. Too many failures to activate stop all of them, whichever had
 * them.
 */
final class BatchFleet {
  private final RunKey run;
  private final Phase phase;
  private final int tolerated;
  private final EventLog events;
  private final Hold hold;
  private final WorkflowSemaphore places;
  private final Allotment room;
  private final Map<Integer, BatchWorkflow> open = new LinkedHashMap<>();
  private final Set<HostName> failed = new LinkedHashSet<>();
  private boolean stopped;

  /**
   * @param places most batches that are open at the same time
   * @param room most hosts that they take out of service together, where that is bounded
   */
  BatchFleet(RunKey run, Errand errand, int places, int room, EventLog events, Hold hold) {
    this.run = run;
    this.phase = errand.phase();
    this.tolerated = errand.tolerated();
    this.places = Workflow.newWorkflowSemaphore(places);
    this.room = new Allotment(room, places);
    this.events = events;
    this.hold = hold;
  }

  List<PhaseOutcome> run(List<BatchOrder> orders) {
    List<Promise<List<PhaseOutcome>>> results =
        orders.stream().map(order -> Async.function(() -> inTurn(order))).toList();
    return results.stream().map(Promise::get).flatMap(List::stream).toList();
  }

  private List<PhaseOutcome> inTurn(BatchOrder order) {
    try {
      places.acquire();
    } catch (CanceledFailure e) {
      return notBegun(order);
    }
    try {
      return mayBegin() ? inBounds(order) : notBegun(order);
    } finally {
      places.release();
    }
  }

  private boolean mayBegin() {
    return !stopped && (!Hold.holds(phase) || hold.passed(() -> stopped)) && !stopped;
  }

  /** What puts hosts back does not listen. */
  void hold(BatchHold order) {
    if (Hold.holds(phase)) {
      open.values().forEach(batch -> tell(() -> batch.hold(order)));
    }
  }

  /** No further host begins, unless hosts are put back. */
  void stopForward() {
    if (Hold.holds(phase)) {
      stop();
    }
  }

  /** No further host begins. */
  void stop() {
    if (!stopped) {
      stopped = true;
      open.values().forEach(batch -> tell(() -> batch.stop(new BatchStop(false))));
    }
  }

  private List<PhaseOutcome> inBounds(BatchOrder order) {
    Places bounds = order.places();
    if (bounds == null || bounds.room() == null) {
      return batch(order);
    }
    int granted = room.grant();
    if (granted == 0 && bounds.out().isEmpty() && !bounds.yielding()) {
      return notBegun(order);
    }
    List<PhaseOutcome> outcomes = batch(order.with(bounds.with(granted)));
    room.end(granted, bounds, outcomes);
    return outcomes;
  }

  private List<PhaseOutcome> batch(BatchOrder order) {
    String id = WorkflowIds.batch(run, phase, order.number());
    String name = "%s batch %d".formatted(Words.of(phase), order.number());
    int size = order.target().hosts().size();
    events.begin(phase, id, "%s, %s".formatted(name, Words.hosts(size)), size);
    BatchWorkflow child = Workflow.newChildWorkflowStub(BatchWorkflow.class, options(id, size));
    open.put(order.number(), child);
    List<PhaseOutcome> outcomes = outcomes(order, id, child);
    open.remove(order.number());
    events.batch(EventType.BATCH_ENDED, phase, id, name);
    outcomes.stream().map(PhaseOutcome::failure).filter(Objects::nonNull).forEach(this::hostFailed);
    return outcomes;
  }

  /** Told when a host fails, and once more when its batch has ended. */
  void hostFailed(HostFailure failure) {
    if (phase != Phase.ACTIVATE || !failed.add(failure.host())) {
      return;
    }
    if (failed.size() > tolerated) {
      stop();
    }
  }

  private List<PhaseOutcome> outcomes(BatchOrder order, String id, BatchWorkflow child) {
    Promise<BatchResult> result = startDetached(order, child);
    try {
      Workflow.await(result::isCompleted);
    } catch (CanceledFailure e) {
      stopped = true;
      Workflow.newDetachedCancellationScope(() -> tell(() -> child.stop(new BatchStop(true))))
          .run();
    }
    try {
      return result.get().hosts();
    } catch (ChildWorkflowFailure e) {
      return lost(order, id);
    }
  }

  /** A cancelled batch would end without saying which hosts it had begun. So it is never that. */
  private static Promise<BatchResult> startDetached(BatchOrder order, BatchWorkflow child) {
    List<Promise<BatchResult>> started = new ArrayList<>(1);
    Workflow.newDetachedCancellationScope(() -> started.add(Async.function(child::run, order)))
        .run();
    return started.getFirst();
  }

  private static void tell(Runnable signal) {
    Promise<Void> unused =
        Async.procedure(
            () -> {
              try {
                signal.run();
              } catch (SignalExternalWorkflowException | ChildWorkflowFailure ignored) {
                // It has ended meanwhile, or never begun: its result tells.
              }
            });
  }

  private ChildWorkflowOptions options(String id, int size) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setStaticSummary("%s, %s".formatted(Words.of(phase), Words.hosts(size)))
        .build();
  }

  private static List<PhaseOutcome> notBegun(BatchOrder order) {
    return order.target().hosts().stream().map(Host::name).map(PhaseOutcome::notBegun).toList();
  }

  /** A batch that was ended by someone else: whatever it was doing may have happened. */
  private List<PhaseOutcome> lost(BatchOrder order, String id) {
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
                        Words.of(phase),
                        "its batch workflow ended without a result",
                        "See workflow %s in Temporal's Web UI.".formatted(id),
                        ""),
                    true))
        .toList();
  }
}
