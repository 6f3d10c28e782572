package io.slipway.workflow;

import io.slipway.contract.BatchHold;
import io.slipway.contract.BatchOrder;
import io.slipway.contract.BatchResult;
import io.slipway.contract.BatchStop;
import io.slipway.contract.BatchWorkflow;
import io.slipway.contract.BuildActivities;
import io.slipway.contract.Built;
import io.slipway.contract.BuiltOrder;
import io.slipway.contract.DeliveryActivities;
import io.slipway.contract.DeliveryOrder;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventType;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunControls;
import io.slipway.domain.Deadlines;
import io.slipway.domain.Host;
import io.slipway.domain.Step;
import io.slipway.domain.WorkerCommand;
import io.slipway.rollout.Turns;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes each host of a batch through one phase, some at a time. */
public final class HostBatch implements BatchWorkflow {
  private final EventLog events = new EventLog();
  private @Nullable CancellationScope work;
  private final BatchGate gate = new BatchGate();
  private Supply supply = Supply.NONE;
  private int failed;

  @Override
  public BatchResult run(BatchOrder order) {
    FrontDoor.requireStartedByRun(order);
    supply = Supply.of(order);
    Turns turns = new Turns(order.target().hosts(), order.parallel(), order.places());
    List<Promise<PhaseOutcome>> outcomes = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                order
                    .target()
                    .hosts()
                    .forEach(h -> outcomes.add(Async.function(() -> inTurn(order, h, turns)))));
    work = scope;
    scope.run();
    BatchResult result = new BatchResult(outcomes.stream().map(Promise::get).toList());
    events.end();
    return result;
  }

  @Override
  public void stop(BatchStop order) {
    gate.close();
    CancellationScope scope = work;
    if (order.interrupt() && scope != null) {
      scope.cancel();
    }
  }

  @Override
  public void hold(BatchHold order) {
    gate.hold(order);
  }

  private PhaseOutcome inTurn(BatchOrder order, Host host, Turns turns) {
    if (!hasTurn(host, turns)) {
      turns.leave(host);
      return PhaseOutcome.notBegun(host.name());
    }
    turns.begin(host);
    if (!supply.take(host) || !gate.lets()) {
      supply.end(host, null);
      turns.leave(host);
      return PhaseOutcome.notBegun(host.name());
    }
    boolean serves = false;
    try {
      PhaseOutcome outcome = work(order, host);
      serves = outcome.serves();
      return outcome;
    } finally {
      supply.end(host, null);
      turns.end(host, serves);
    }
  }

  /** Waits for the host's turn; false when it will never have one. */
  private static boolean hasTurn(Host host, Turns turns) {
    try {
      Workflow.await(() -> turns.stuck() || turns.isNext(host));
    } catch (CanceledFailure e) {
      return false;
    }
    return turns.isNext(host);
  }

  private PhaseOutcome work(BatchOrder order, Host host) {
    if (order.phase() == Phase.LOOK) {
      return looked(order, host);
    }
    events.host(EventType.HOST_STARTED, order.phase(), host.name(), Words.of(order.phase()));
    PhaseOutcome outcome = perform(order, host);
    HostReport report = outcome.report();
    if (report != null) {
      events.done(EventType.HOST_DONE, order.phase(), report);
      return new PhaseOutcome(host.name(), compact(report), null, true);
    }
    HostFailure failure = Objects.requireNonNull(outcome.failure());
    events.failed(order.phase(), failure);
    if (order.phase() == Phase.ACTIVATE) {
      tooManyFailed(order, failure);
    }
    return outcome;
  }

  /** Preparing goes on, so that all bad hosts are known at once. Activating stops the damage. */
  private void tooManyFailed(BatchOrder order, HostFailure failure) {
    failed++;
    if (failed > order.tolerated()) {
      gate.close();
    }
    if (order.tolerated() > 0) {
      tellRun(failure);
    }
  }

  /** Other batches of the run have failures, too, and only the run can count all of them. */
  private static void tellRun(HostFailure failure) {
    Workflow.getInfo()
        .getParentWorkflowId()
        .ifPresent(
            run -> {
              Promise<Void> unused =
                  Async.procedure(
                      () -> {
                        try {
                          Workflow.newUntypedExternalWorkflowStub(run)
                              .signal(RunControls.HOST_FAILED, failure);
                        } catch (SignalExternalWorkflowException ignored) {
                          // The run has ended, and with it the need to know.
                        }
                      });
            });
  }

  /** Nothing is tried again, and nothing told host by host: the run tells who is out of service. */
  private static PhaseOutcome looked(BatchOrder order, Host host) {
    HostActivities activities = ActivityStubs.phase(Phase.LOOK, order.target(), host, false);
    HostOrder one = orderFor(order, host);
    return Perseverance.once(host.name(), Words.of(Phase.LOOK), () -> activities.serves(one));
  }

  private PhaseOutcome perform(BatchOrder order, Host host) {
    Duration limit = limit(order);
    return limit == null
        ? performed(order, host)
        : new HostDeadline(limit, gate.clock)
            .within(host.name(), Words.of(order.phase()), () -> performed(order, host));
  }

  /** Null where it may take its time: what puts a host back must not be cut short. */
  private static @Nullable Duration limit(BatchOrder order) {
    Deadlines deadlines = order.target().rollout().deadlines();
    boolean bound =
        switch (order.phase()) {
          case PREPARE, ACTIVATE -> true;
          case FINISH, CONCLUDE, REVERT, DISCARD, INSPECT, LOOK, RETIRE -> false;
        };
    return deadlines == null || deadlines.host() == null || !bound || !Countdown.known()
        ? null
        : deadlines.host();
  }

  private PhaseOutcome performed(BatchOrder order, Host host) {
    HostActivities activities =
        ActivityStubs.phase(order.phase(), order.target(), host, !order.impatient());
    HostOrder one = orderFor(order, host);
    Perseverance work = persevering(one, order.phase());
    return switch (order.phase()) {
      case PREPARE -> {
        WorkerCommand builder = order.target().steps().builder();
        if (builder != null && order.built() == null) {
          yield builtOnWorker(one, builder, work);
        }
        PhaseOutcome received = supply.relays() ? received(order, one, work) : null;
        if (received != null && received.report() == null) {
          yield received;
        }
        PhaseOutcome prepared = untouched(work.until(false, preparing(order, one, activities)));
        // The user's own build keeps nobody from the git server.
        supply.end(host, null);
        PhaseOutcome ready = received == null ? prepared : after(received, prepared);
        yield order.built() == null ? packed(built(ready, one), one, order) : ready;
      }
      case ACTIVATE -> {
        Supplier<PhaseOutcome> switching = () -> switched(one, work, activities);
        yield one.detours()
            ? detour(one, order.phase()).forward(look(one, activities, order), switching)
            : switching.get();
      }
      case FINISH -> work.until(false, () -> activities.finish(one));
      case CONCLUDE -> work.until(true, () -> activities.finished(one));
      case REVERT -> {
        Supplier<PhaseOutcome> back = () -> work.until(false, () -> activities.revert(one));
        yield one.detours()
            ? detour(one, order.phase()).back(look(one, activities, order), back)
            : back.get();
      }
      case DISCARD -> work.until(false, () -> activities.discard(one));
      case INSPECT -> work.until(false, () -> activities.inspect(one));
      case RETIRE -> new Retiring(one, events, gate.clock).with(activities);
      case LOOK -> throw new IllegalArgumentException("looked at already");
    };
  }

  private PhaseOutcome switched(HostOrder one, Perseverance work, HostActivities activities) {
    Step before = one.target().steps().beforeEach();
    if (before == null || !one.target().steps().runs(before, one.host())) {
      return work.until(true, () -> activities.activate(one));
    }
    HostActivities first = ActivityStubs.step("before-switch", before, one.target(), one.host());
    // A host that is lost meanwhile may have stopped what only its way back starts again.
    PhaseOutcome ready =
        persevering(one, Phase.ACTIVATE).until(true, () -> first.beforeSwitch(one));
    if (ready.report() == null) {
      return ready;
    }
    gate.betweenSteps();
    return after(ready, work.until(true, () -> activities.activate(one)));
  }

  /** The source's files go to the worker alone: nobody hands them on, or asks the git server. */
  private PhaseOutcome builtOnWorker(HostOrder one, WorkerCommand builder, Perseverance work) {
    supply.end(one.host(), null);
    BuildActivities activities = ActivityStubs.onWorker(one.target(), one.host(), builder);
    return untouched(work.until(false, () -> activities.onWorker(one)));
  }

  private static Supplier<HostReport> preparing(
      BatchOrder order, HostOrder one, HostActivities activities) {
    Built built = order.built();
    return built == null
        ? () -> activities.prepare(one)
        : () ->
            ActivityStubs.unpacking(order.target(), one.host()).unpack(new BuiltOrder(one, built));
  }

  private PhaseOutcome received(BatchOrder order, HostOrder one, Perseverance work) {
    Host host = one.host();
    DeliveryOrder sent = new DeliveryOrder(one, supply.parent(host, order.target()), order.built());
    DeliveryActivities delivery = ActivityStubs.delivery(order.target(), host);
    PhaseOutcome outcome = untouched(work.until(false, () -> delivery.receive(sent)));
    supply.end(host, outcome.report() == null ? null : outcome.report().received());
    return outcome;
  }

  private static PhaseOutcome after(PhaseOutcome earlier, PhaseOutcome later) {
    HostReport report = later.report();
    return report == null
        ? later
        : new PhaseOutcome(
            later.host(), report.after(Objects.requireNonNull(earlier.report())), null, true);
  }

  private Detour detour(HostOrder one, Phase phase) {
    return new Detour(one, phase, events, gate.clock);
  }

  private Perseverance persevering(HostOrder one, Phase phase) {
    return new Perseverance(one, phase, Words.of(phase), events, gate.clock);
  }

  private Supplier<PhaseOutcome> look(HostOrder one, HostActivities host, BatchOrder order) {
    Perseverance look = persevering(one, order.phase());
    return () -> {
      PhaseOutcome seen = untouched(look.until(false, () -> host.inspect(one)));
      gate.betweenSteps();
      return seen;
    };
  }

  /** A host that is lost before its switch is merely away: nothing that is live was changed. */
  private static PhaseOutcome untouched(PhaseOutcome preparation) {
    HostFailure failure = preparation.failure();
    return failure == null || failure.type() != FailureType.UNKNOWN_OUTCOME
        ? preparation
        : new PhaseOutcome(failure.host(), null, failure.as(FailureType.CONNECTION_LOST), true);
  }

  private PhaseOutcome built(PhaseOutcome preparation, HostOrder order) {
    Step build = order.target().steps().build();
    HostReport prepared = preparation.report();
    if (prepared == null || build == null || !build.runsOn(order.host())) {
      return preparation;
    }
    gate.betweenSteps();
    HostActivities activities = ActivityStubs.step("build", build, order.target(), order.host());
    PhaseOutcome building =
        persevering(order, Phase.PREPARE).until(true, () -> activities.build(order));
    HostReport built = building.report();
    if (built == null) {
      return building;
    }
    return new PhaseOutcome(prepared.host(), then(prepared, built), null, true);
  }

  /** A command says nothing of what is live. */
  private static HostReport then(HostReport prepared, HostReport command) {
    HostReport serving = command.serving().isPresent() ? command : prepared;
    return new HostReport(
            command.host(),
            command.steps(),
            serving.live(),
            prepared.previous(),
            List.of(),
            command.warnings())
        .of(prepared.committedAt())
        .beside(serving.foreign())
        .having(command.built())
        .after(prepared);
  }

  /** What all others get of a host that has built for them. */
  private PhaseOutcome packed(PhaseOutcome building, HostOrder one, BatchOrder order) {
    HostReport done = building.report();
    if (done == null || !order.packs()) {
      return building;
    }
    gate.betweenSteps();
    BuildActivities activities = ActivityStubs.packing(order.target(), one.host());
    PhaseOutcome packing =
        untouched(persevering(one, Phase.PREPARE).until(false, () -> activities.pack(one)));
    HostReport packed = packing.report();
    return packed == null
        ? packing
        : new PhaseOutcome(packed.host(), then(done, packed), null, true);
  }

  private static HostOrder orderFor(BatchOrder order, Host host) {
    return new HostOrder(
        order.key(),
        order.target().withHosts(List.of(host)),
        order.release(),
        order.revision(),
        order.ref(),
        order.initiator(),
        order.epoch(),
        order.from(),
        order.pins(),
        null);
  }

  /** Output is in the events; the run above carries many hosts and needs none of it. */
  private static HostReport compact(HostReport report) {
    return new HostReport(
            report.host(),
            List.of(),
            report.live(),
            report.previous(),
            report.releases(),
            report.warnings())
        .of(report.committedAt())
        .beside(report.foreign())
        .having(report.built());
  }

  @Override
  public EventPage events(EventsQuery query) {
    return events.page(query);
  }
}
