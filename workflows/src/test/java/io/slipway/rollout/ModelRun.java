package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.Places;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as workflows order it, but without them: hosts end in any order. The world, which the
 * decisions do not see, knows which hosts really serve, and complains as soon as too few do.
 */
final class ModelRun {
  private static final ReleaseId RELEASE = ReleaseId.of("20260721093000");
  private static final int OPEN = 3;

  private final RolloutModelTest.Plan plan;
  private final Target target;
  private final Random chance;
  private final FailurePolicy policy;
  private final InService service;
  private final Map<HostName, HostState> states = new LinkedHashMap<>();
  private final List<HostFailure> failures = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();

  /** What is really so: hosts that do not serve, and those in work. */
  private final Set<HostName> down = new LinkedHashSet<>();

  private final Set<Host> inWork = new LinkedHashSet<>();
  private boolean stopped;

  ModelRun(RolloutModelTest.Plan plan) {
    this.plan = plan;
    this.target = plan.target();
    this.chance = new Random(plan.seed());
    this.policy = new FailurePolicy(target.rollout(), target.hosts().size());
    this.service = new InService(target, List.of());
    target.hosts().forEach(h -> states.put(h.name(), HostState.UNTOUCHED));
    down.addAll(plan.unwell());
  }

  boolean stopped() {
    return stopped;
  }

  int failures() {
    return failures.size();
  }

  int tolerated() {
    return switch (target.rollout().onFailure()) {
      case CONTINUE -> target.hosts().size();
      case REVERT, PAUSE -> target.rollout().maxFailures().of(target.hosts().size());
    };
  }

  /** Hosts in the order in which they were begun, each with its phase. */
  List<String> begun() {
    return begun;
  }

  Map<HostName, HostState> toItsEnd() {
    look();
    List<List<Host>> batches =
        RolloutPlanner.batches(service.inOrder(target.hosts()), target.rollout());
    assertEquals(target.hosts().size(), batches.stream().mapToInt(List::size).sum());
    for (List<Host> batch : batches) {
      look();
      if (!stopped) {
        through(batch);
      }
    }
    if (stopped) {
      putBack(where(HostState.ACTIVE, HostState.FAILED));
    }
    return states;
  }

  private void look() {
    if (service.watched()) {
      service.note(
          Phase.LOOK,
          target.hosts().stream().map(h -> outcome(h, !down.contains(h.name()))).toList());
    }
  }

  private void through(List<Host> batch) {
    List<Host> todo = batch;
    while (!todo.isEmpty() && !stopped) {
      List<Host> later =
          phase(Phase.ACTIVATE, todo, policy.left(failures)).stream()
              .filter(o -> !o.begun())
              .map(o -> host(o.host()))
              .toList();
      boolean none = later.size() == todo.size();
      stopped = policy.judge(failures, false) == Reaction.REVERT;
      if (!stopped) {
        putBack(where(HostState.FAILED));
      }
      if (none && !stopped) {
        stopped = policy.beyond(false) == Reaction.REVERT;
        return;
      }
      todo = later;
    }
  }

  private void putBack(List<Host> hosts) {
    List<PhaseOutcome> unused = phase(Phase.REVERT, hosts, hosts.size());
  }

  private List<Host> where(HostState... wanted) {
    return target.hosts().stream()
        .filter(h -> List.of(wanted).contains(states.get(h.name())))
        .toList();
  }

  private Host host(HostName name) {
    return target.hosts().stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow();
  }

  /** As PhaseRunner and BatchFleet have it done. */
  private List<PhaseOutcome> phase(Phase phase, List<Host> hosts, int tolerated) {
    Optional<Bounds> bounds = Bounds.of(target, phase, service.out(phase));
    List<Host> admissible = bounds.map(b -> b.admissible(hosts)).orElse(hosts);
    int parallel = TrafficLimit.parallel(target, phase);
    List<List<Host>> portions = RolloutPlanner.portions(admissible, plan.portion());
    int open =
        RolloutPlanner.open(
            portions.size(), bounds.map(b -> b.open(portions, OPEN)).orElse(OPEN), parallel);
    List<Integer> shares = RolloutPlanner.shares(portions.size(), open, parallel);
    Integer room = bounds.map(Bounds::room).orElse(null);
    Allotment allotment = new Allotment(room == null ? 0 : room, open);
    List<Batch> waiting = new ArrayList<>();
    for (int i = 0; i < portions.size(); i++) {
      int index = i;
      Places places = bounds.map(b -> b.places(portions, index, open)).orElse(null);
      waiting.add(new Batch(phase, portions.get(i), shares.get(i), places, allotment));
    }
    List<Batch> all = List.copyOf(waiting);
    List<Batch> running = new ArrayList<>();
    int failed = 0;
    while (!waiting.isEmpty() || !running.isEmpty()) {
      while (!waiting.isEmpty() && running.size() < open) {
        Batch next = waiting.removeFirst();
        if (next.start()) {
          running.add(next);
        }
      }
      if (running.isEmpty()) {
        break;
      }
      Batch one = running.get(chance.nextInt(running.size()));
      boolean halted = phase == Phase.ACTIVATE && failed > tolerated;
      failed += one.happen(halted) ? 1 : 0;
      if (one.over(halted)) {
        one.end();
        running.remove(one);
      }
    }
    List<PhaseOutcome> outcomes = new ArrayList<>();
    all.forEach(b -> outcomes.addAll(b.outcomes()));
    hosts.stream()
        .filter(h -> !admissible.contains(h))
        .forEach(h -> outcomes.add(new PhaseOutcome(h.name(), null, null, false)));
    service.note(phase, outcomes);
    assertEquals(hosts.size(), outcomes.size(), "each host has one outcome");
    return outcomes;
  }

  private static PhaseOutcome outcome(Host host, boolean serves) {
    return serves
        ? new PhaseOutcome(
            host.name(),
            new HostReport(host.name(), List.of(), RELEASE, null, List.of(), List.of()),
            null,
            true)
        : new PhaseOutcome(host.name(), null, failure(host), true);
  }

  private static HostFailure failure(Host host) {
    return new HostFailure(
        host.name(), FailureType.VERIFY_FAILED, null, "verify", "it is bad", "Look.", "");
  }

  private void begins(Phase phase, Host host, boolean alone) {
    begun.add(phase + " " + host.name());
    boolean served = !down.contains(host.name());
    inWork.add(host);
    down.add(host.name());
    assertTrue(inWork.size() <= target.rollout().maxParallel(), "too many in work: " + begun);
    zoneHasPlace(host.zone());
    Optional<ServiceLevel> level = ServiceLevel.of(target);
    // Putting back must come to its end, and who was down before it all is so again after it.
    boolean yields = phase == Phase.REVERT && (alone || plan.unwell().contains(host.name()));
    if (served && level.isPresent() && !yields) {
      int left = level.get().fleet() - down.size();
      assertTrue(left >= level.get().needed(), () -> left + " left of " + level + ": " + begun);
    }
  }

  private void zoneHasPlace(@Nullable Label zone) {
    var most = target.rollout().availability().zoneParallel();
    if (zone == null || most == null) {
      return;
    }
    int all = (int) target.hosts().stream().filter(h -> zone.equals(h.zone())).count();
    long busy = inWork.stream().filter(h -> zone.equals(h.zone())).count();
    assertTrue(busy <= most.of(all), "too many in work in " + zone + ": " + begun);
  }

  /** As HostBatch has it done. */
  private final class Batch {
    private final Phase phase;
    private final List<Host> hosts;
    private final int parallel;
    private final @Nullable Places places;
    private final Allotment allotment;
    private final List<Host> working = new ArrayList<>();
    private final Map<HostName, PhaseOutcome> ended = new LinkedHashMap<>();
    private Turns turns;
    private int granted;

    Batch(Phase phase, List<Host> hosts, int share, @Nullable Places places, Allotment allotment) {
      this.phase = phase;
      this.hosts = hosts;
      this.parallel = Math.min(share, hosts.size());
      this.places = places;
      this.allotment = allotment;
      this.turns = new Turns(hosts, parallel, places);
    }

    boolean start() {
      if (places != null && places.room() != null) {
        granted = allotment.grant();
        turns = new Turns(hosts, parallel, places.with(granted));
        return granted > 0 || !places.out().isEmpty() || places.yielding();
      }
      return true;
    }

    /** One host begins or ends; returns whether one has failed. */
    boolean happen(boolean halted) {
      Optional<Host> next = halted ? Optional.empty() : turns.next();
      if (next.isPresent() && (working.isEmpty() || chance.nextBoolean())) {
        begins(phase, next.get(), working.isEmpty());
        turns.begin(next.get());
        working.add(next.get());
        return false;
      }
      return !working.isEmpty() && !ends(working.remove(chance.nextInt(working.size())));
    }

    private boolean ends(Host host) {
      boolean good =
          phase == Phase.ACTIVATE
              ? !plan.bad().contains(host.name())
              : !plan.stuck().contains(host.name());
      inWork.remove(host);
      // What is put back is what it was, and that may have been down.
      if (good && (phase == Phase.ACTIVATE || !plan.unwell().contains(host.name()))) {
        down.remove(host.name());
      }
      PhaseOutcome outcome = outcome(host, good);
      if (phase == Phase.ACTIVATE && !good) {
        failures.add(failure(host));
      }
      states.put(
          host.name(),
          phase == Phase.ACTIVATE
              ? good ? HostState.ACTIVE : HostState.FAILED
              : good ? HostState.REVERTED : HostState.REVERT_FAILED);
      turns.end(host, outcome.serves());
      ended.put(host.name(), outcome);
      return good;
    }

    boolean over(boolean halted) {
      return working.isEmpty() && (halted || turns.stuck() || turns.next().isEmpty());
    }

    void end() {
      if (places != null && places.room() != null) {
        allotment.end(granted, places, outcomes());
      }
    }

    List<PhaseOutcome> outcomes() {
      return hosts.stream()
          .map(h -> ended.getOrDefault(h.name(), new PhaseOutcome(h.name(), null, null, false)))
          .toList();
    }
  }
}
