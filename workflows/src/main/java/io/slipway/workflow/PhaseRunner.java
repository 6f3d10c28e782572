package io.slipway.workflow;

import io.slipway.contract.BatchHold;
import io.slipway.contract.BatchOrder;
import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.Places;
import io.slipway.contract.RunKey;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import io.slipway.rollout.Bounds;
import io.slipway.rollout.FetchLimit;
import io.slipway.rollout.InService;
import io.slipway.rollout.Names;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.rollout.TrafficLimit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes hosts through a phase, in batch workflows side by side. */
final class PhaseRunner {
  /** Batches open at the same time; each has its share of the hosts that may be in work. */
  private static final int OPEN = 10;

  private final RunKey run;
  private final EventLog events;
  private final RunSecrets secrets;
  private final InService service;
  private final Hold hold;
  private final Map<Phase, Integer> numbers = new EnumMap<>(Phase.class);
  private final List<PhaseCount> counts = new ArrayList<>();
  private Runnable changed = () -> {};
  private @Nullable BatchFleet working;

  PhaseRunner(RunKey run, EventLog events, RunSecrets secrets, InService service, Hold hold) {
    this.run = run;
    this.events = events;
    this.secrets = secrets;
    this.service = service;
    this.hold = hold;
  }

  /**
   * What became of each host, those last that had no chance of a turn. Returns also when the run is
   * cancelled.
   */
  List<PhaseOutcome> run(Errand errand, List<Host> hosts) {
    Phase phase = errand.phase();
    if (Hold.holds(phase) && !hold.passed()) {
      return hosts.stream().map(Host::name).map(PhaseOutcome::notBegun).toList();
    }
    Target target = errand.mission().target();
    Bounds bounds = Bounds.of(target, phase, service.out(phase)).orElse(null);
    List<Host> admissible = bounds == null ? hosts : bounds.admissible(hosts);
    int maxParallel = TrafficLimit.parallel(target, phase);
    List<List<Host>> portions = RolloutPlanner.portions(admissible, BatchOrder.MOST_HOSTS);
    Integer fetching = errand.built() == null ? FetchLimit.of(target, phase) : null;
    int most = Math.min(OPEN, fetching == null ? OPEN : fetching);
    int open =
        RolloutPlanner.open(
            portions.size(), bounds == null ? most : bounds.open(portions, most), maxParallel);
    List<Integer> shares = RolloutPlanner.shares(portions.size(), open, maxParallel);
    List<Integer> fetches =
        fetching == null ? null : RolloutPlanner.shares(portions.size(), open, fetching);
    List<BatchOrder> orders = new ArrayList<>();
    for (int i = 0; i < portions.size(); i++) {
      List<Host> portion = portions.get(i);
      int number = numbers.merge(phase, 1, Integer::sum);
      int parallel = Math.min(shares.get(i), portion.size());
      Places places = bounds == null ? null : bounds.places(portions, i, open);
      Integer fetch = fetches == null ? null : fetches.get(i);
      orders.add(errand.batch(number, portion, parallel, secrets.pins(), places, fetch));
    }
    events.begin(
        phase, "%s %s".formatted(Words.of(phase), Words.hosts(hosts.size())), hosts.size());
    counts.add(PhaseCount.begun(phase, hosts.size()));
    changed.run();
    Integer room = bounds == null ? null : bounds.room();
    BatchFleet fleet = new BatchFleet(run, errand, open, room == null ? 0 : room, events, hold);
    working = fleet;
    List<PhaseOutcome> outcomes = fleet.run(orders);
    service.note(phase, outcomes);
    events.phase(EventType.PHASE_ENDED, phase, ending(phase, outcomes));
    counts.add(counts.removeLast().ended(outcomes));
    changed.run();
    return Stream.concat(outcomes.stream(), notBegun(hosts, admissible)).toList();
  }

  private static Stream<PhaseOutcome> notBegun(List<Host> hosts, List<Host> begun) {
    return hosts.size() == begun.size()
        ? Stream.of()
        : hosts.stream().filter(h -> !begun.contains(h)).map(h -> PhaseOutcome.notBegun(h.name()));
  }

  /** How far each phase is that has begun, in order. */
  List<PhaseCount> counts() {
    return List.copyOf(counts);
  }

  /** Has somebody told whenever that changes. */
  void tellTo(Runnable listener) {
    changed = listener;
  }

  /** A batch tells so before it ends; the other batches of the phase may have to stop. */
  void hostFailed(HostFailure failure) {
    BatchFleet fleet = working;
    if (fleet != null) {
      fleet.hostFailed(failure);
    }
  }

  /** Tells what goes on to hold, or to go on. */
  void hold(BatchHold order) {
    BatchFleet fleet = working;
    if (fleet != null) {
      fleet.hold(order);
    }
  }

  /** What goes forward begins no further host. */
  void stopForward() {
    BatchFleet fleet = working;
    if (fleet != null) {
      fleet.stopForward();
    }
  }

  /** What goes on begins no further host. */
  void stop() {
    BatchFleet fleet = working;
    if (fleet != null) {
      fleet.stop();
    }
  }

  private String ending(Phase phase, List<PhaseOutcome> outcomes) {
    if (phase == Phase.LOOK) {
      List<HostName> out = service.out();
      return out.isEmpty() ? "all in service" : "out of service: %s".formatted(Names.of(out));
    }
    long done = outcomes.stream().filter(PhaseOutcome::succeeded).count();
    long failed = outcomes.stream().filter(o -> o.failure() != null).count();
    return "%s: %d done, %d failed".formatted(Words.of(phase), done, failed);
  }
}
