package io.slipway.workflow;

import io.slipway.contract.BatchOrder;
import io.slipway.contract.EventType;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.rollout.RolloutPlanner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes hosts through a phase, in batch workflows side by side. */
final class PhaseRunner {
  /** Batches open at the same time; each has its share of the hosts that may be in work. */
  private static final int OPEN = 10;

  private final Mission mission;
  private final EventLog events;
  private final Map<Phase, Integer> numbers = new EnumMap<>(Phase.class);

  PhaseRunner(Mission mission, EventLog events) {
    this.mission = mission;
    this.events = events;
  }

  /** What became of each host, in the order given. Returns also when the run is cancelled. */
  List<PhaseOutcome> run(
      Phase phase, List<Host> hosts, @Nullable ReleaseId release, @Nullable Revision revision) {
    int maxParallel = mission.target().rollout().maxParallel();
    List<List<Host>> portions = RolloutPlanner.portions(hosts, BatchOrder.MOST_HOSTS);
    int open = RolloutPlanner.open(portions.size(), OPEN, maxParallel);
    List<Integer> shares = RolloutPlanner.shares(portions.size(), open, maxParallel);
    List<BatchOrder> orders = new ArrayList<>();
    for (int i = 0; i < portions.size(); i++) {
      List<Host> portion = portions.get(i);
      int number = numbers.merge(phase, 1, Integer::sum);
      int parallel = Math.min(shares.get(i), portion.size());
      orders.add(mission.order(phase, number, portion, release, revision, parallel));
    }
    events.phase(
        EventType.PHASE_STARTED,
        phase,
        "%s %s".formatted(Words.of(phase), Words.hosts(hosts.size())));
    List<PhaseOutcome> outcomes = new BatchFleet(mission.own(), phase, open, events).run(orders);
    events.phase(EventType.PHASE_ENDED, phase, ending(phase, outcomes));
    return outcomes;
  }

  private static String ending(Phase phase, List<PhaseOutcome> outcomes) {
    long done = outcomes.stream().filter(PhaseOutcome::succeeded).count();
    long failed = outcomes.stream().filter(o -> o.failure() != null).count();
    return "%s: %d done, %d failed".formatted(Words.of(phase), done, failed);
  }
}
