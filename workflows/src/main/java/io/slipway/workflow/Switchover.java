package io.slipway.workflow;

import io.slipway.contract.Colors;
import io.slipway.contract.Crowd;
import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.HostState;
import io.slipway.contract.MoveOrder;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunKind;
import io.slipway.contract.TrafficActivities;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Canary;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Traffic;
import io.slipway.rollout.ColorChoice;
import io.slipway.rollout.ColorRules;
import io.slipway.rollout.Keeping;
import io.slipway.rollout.Retirable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a stage, of which a run changes the one without visitors, and then moves them
 * there. Does nothing where the stage is in no halves. What a move has done is noted beside the
 * balancer, so that whichever run comes next can undo it.
 */
final class Switchover {
  private final FleetRun run;
  private final StageLine stage;
  private final @Nullable BlueGreen halves;
  private final List<Host> fleet;
  private boolean applies;

  /** The half that the run retires; null for runs that move visitors. */
  private @Nullable Color retiring;

  private @Nullable Colors colors;
  private List<Host> visited = List.of();

  /** Set before the move is ordered, so that it is undone also where its end is not known. */
  private boolean moved;

  Switchover(FleetRun run, StageLine stage) {
    this.run = run;
    this.stage = stage;
    this.halves = run.target().rollout().blueGreen();
    this.fleet = run.target().hosts();
    this.applies = halves != null;
  }

  /** Nobody is moved, and all hosts of the run are as any others. */
  void leaveAlone() {
    applies = false;
  }

  boolean applies() {
    return applies;
  }

  /** The run retires this half, and moves nobody. */
  void retire(Color half) {
    retiring = half;
  }

  /** Null for runs that move visitors. */
  @Nullable Color retiring() {
    return retiring;
  }

  /** Null where there are none, and until they are known. */
  @Nullable Colors colors() {
    return colors;
  }

  /** What people read of them; null where there are none. */
  @Nullable String words() {
    Colors known = colors;
    if (known == null) {
      return null;
    }
    Color live = known.live();
    return live == null
        ? "Nobody had visitors when it began; it works on %s.".formatted(known.idle().word())
        : "%s had the visitors when it began; it works on %s%s."
            .formatted(
                live.word(),
                known.idle().word(),
                known.moved() ? ", and has moved them there" : "");
  }

  /** The hosts of the half that the run works on. */
  List<HostName> idle() {
    return names(of(Objects.requireNonNull(colors).idle()));
  }

  /** Finds out which half the run works on, and leaves the other alone from here on. */
  boolean seen() {
    if (!applies || run.mission.own().kind() == RunKind.RECOVERY) {
      return true;
    }
    run.describe("looking which half of the stage is live");
    List<Crowd> found = new ArrayList<>();
    PhaseOutcome looked =
        told(
            "see where visitors are sent",
            () -> {
              found.add(activities("look where visitors are sent").crowd(order(reached())));
              return done();
            });
    HostFailure failure = looked.failure();
    if (failure != null) {
      run.stop("It is not known which half of the stage is live: %s".formatted(failure.message()));
      return false;
    }
    List<PhaseOutcome> hosts =
        run.phases.run(Errand.of(run.mission, Phase.INSPECT, null, null), fleet);
    if (run.stopping()) {
      return false;
    }
    if (retiring != null) {
      return retirable(retiring, found.getLast(), hosts);
    }
    ColorChoice choice = ColorChoice.of(halves(), fleet, found.getLast(), hosts);
    take(choice.colors());
    run.events.run(EventType.COLOR_CHOSEN, chosen(choice.colors()));
    // Whoever puts this run back, should it be lost, must know.
    if (!stage.told(run.summary())) {
      run.warn(
          "The stage's workflow is gone: nobody would move visitors back in this run's stead.");
    }
    return !choice.split() || settled(hosts);
  }

  private boolean retirable(Color old, Crowd crowd, List<PhaseOutcome> hosts) {
    run.progress.narrow(Keeping.hosts(halves(), old, run.target()));
    return switch (Retirable.of(halves(), old, fleet, crowd, hosts)) {
      case Retirable.No no -> {
        run.stop(no.reason());
        yield false;
      }
      case Retirable.Yes yes -> {
        colors = new Colors(old.other(), old, false);
        run.events.run(
            EventType.COLOR_CHOSEN,
            "visitors are on %s (%s); %s is retired"
                .formatted(old.other().word(), Words.hosts(of(old.other()).size()), old.word()));
        stage.chose(run.summary());
        yield true;
      }
    };
  }

  private String chosen(Colors found) {
    Color live = found.live();
    String idle = "%s (%s)".formatted(found.idle().word(), Words.hosts(of(found.idle()).size()));
    return live == null
        ? "no half of the stage has visitors; the run works on %s".formatted(idle)
        : "visitors are on %s (%s); the run works on %s"
            .formatted(live.word(), Words.hosts(of(live).size()), idle);
  }

  private void take(Colors found) {
    colors = found;
    visited = found.live() == null ? List.of() : of(found.live());
    run.progress.narrow(ColorRules.scope(halves(), found.idle(), fleet));
  }

  /** For a recovery: what the lost run had found; null when it has done nothing yet. */
  void presume(@Nullable Colors found) {
    if (!applies) {
      return;
    }
    if (found == null) {
      run.progress.narrow(List.of());
    } else {
      take(found);
      moved = true;
    }
  }

  /** Some part of the balancer sends visitors to the idle half only, which is about to change. */
  private boolean settled(List<PhaseOutcome> seen) {
    Color live = Objects.requireNonNull(Objects.requireNonNull(colors).live());
    run.warn(
        "Parts of the balancer send visitors to %s only. All are sent to %s first."
            .formatted(live.other().word(), live.word()));
    PhaseOutcome outcome = moving(live, ColorChoice.alike(visited, seen), false);
    HostFailure failure = outcome.failure();
    if (failure != null) {
      run.stop("Visitors are not all on one half of the stage: %s".formatted(failure.message()));
    }
    return failure == null && !run.stopping();
  }

  /** Moves visitors to the half that the run has brought to its release, and watches it. */
  boolean made() {
    if (!applies) {
      return true;
    }
    Canary watch = halves().watch();
    if (watch == null || !run.preparing()) {
      return move();
    }
    Color to = Objects.requireNonNull(colors).idle();
    return new CanaryWatch(run, run.forward.policy(), watch, new Half(to)).passed(ready(), visited);
  }

  /** A half of the stage that visitors are on for the first time with this release. */
  private final class Half implements CanaryWatch.Trial {
    private final Color color;

    Half(Color color) {
      this.color = color;
    }

    @Override
    public String name() {
      return color.word();
    }

    @Override
    public boolean begun() {
      return moved || move();
    }

    @Override
    public void failed() {
      boolean unused = undone();
    }
  }

  private boolean move() {
    if (!run.hold.passed() || !run.windows.mayGoOn(false) || run.stopping()) {
      return false;
    }
    Color to = Objects.requireNonNull(colors).idle();
    run.enter("MOVING");
    moved = true;
    PhaseOutcome outcome = moving(to, names(ready()), false);
    HostFailure failure = outcome.failure();
    if (failure != null) {
      run.stop("Visitors could not be moved to %s: %s".formatted(to.word(), failure.message()));
      return false;
    }
    know(true);
    String from = visited.isEmpty() ? "" : ", away from %s".formatted(to.other().word());
    decided("visitors are on %s (%s)%s".formatted(to.word(), Words.hosts(ready().size()), from));
    return !run.stopping();
  }

  /** Hosts of the half that serve the run's release, and get visitors at all. */
  private List<Host> ready() {
    Traffic traffic = Objects.requireNonNull(run.target().traffic());
    return of(Objects.requireNonNull(colors).idle()).stream()
        .filter(traffic::reaches)
        .filter(h -> run.progress.of(h).state() == HostState.ACTIVE)
        .toList();
  }

  /**
   * Moves visitors back where the run may have moved them. Returns whether its half is without
   * visitors, so that it may be put back; otherwise its hosts are noted as not put back.
   */
  boolean undone() {
    if (!moved) {
      return true;
    }
    Color idle = Objects.requireNonNull(colors).idle();
    run.enter("MOVING_BACK");
    PhaseOutcome outcome = moving(idle.other(), names(visited), true);
    HostFailure failure = outcome.failure();
    if (failure != null) {
      run.warn(
          "Visitors could not be moved back to %s, so that %s stays as it is: %s"
              .formatted(idle.other().word(), idle.word(), failure.message()));
      run.progress.change(
          run.progress.where(p -> p.activated() || p.state() == HostState.ACTIVE),
          p -> p.failing(failure).in(HostState.REVERT_FAILED));
      return false;
    }
    moved = false;
    know(false);
    HostReport report = Objects.requireNonNull(outcome.report());
    if (report.steps().stream().noneMatch(s -> s.already())) {
      decided(
          visited.isEmpty()
              ? "visitors are kept from %s again".formatted(idle.word())
              : "visitors are back on %s, away from %s"
                  .formatted(idle.other().word(), idle.word()));
    }
    return true;
  }

  /** Where visitors are now, after a sentence; empty where the stage is in no halves. */
  String whereabouts() {
    Colors known = colors;
    if (!applies || known == null) {
      return "";
    }
    Color now = known.visited();
    return now == null ? " Nobody has visitors." : " Visitors are on %s.".formatted(now.word());
  }

  private void know(boolean there) {
    colors = Objects.requireNonNull(colors).moved(there);
    stage.chose(run.summary());
  }

  private void decided(String words) {
    run.events.run(EventType.VISITORS_MOVED, words);
    run.chronicle.decided(run.mission.initiator(), "move", null, words);
    run.describe(words);
  }

  private PhaseOutcome moving(Color to, List<HostName> incoming, boolean back) {
    TrafficActivities balancer =
        activities("move visitors %sto %s".formatted(back ? "back " : "", to.word()));
    MoveOrder order = new MoveOrder(order(reached()), to, incoming, back);
    PhaseOutcome outcome =
        told("move visitors to %s".formatted(to.word()), () -> balancer.move(order));
    if (outcome.report() != null) {
      outcome.report().warnings().forEach(run::warn);
    }
    return outcome;
  }

  /** All hosts of both halves that get visitors. */
  private List<Host> reached() {
    Traffic traffic = Objects.requireNonNull(run.target().traffic());
    return fleet.stream()
        .filter(h -> traffic.reaches(h) && halves().colorOf(h).isPresent())
        .toList();
  }

  private PhaseOutcome told(String attempted, Supplier<HostReport> work) {
    return new Perseverance(order(fleet), null, attempted, run.events, run.hold.clock)
        .until(false, work);
  }

  private HostOrder order(List<Host> hosts) {
    return run.mission.order(hosts, run.release(), run.revision(), null).with(run.secrets.pins());
  }

  private TrafficActivities activities(String summary) {
    return ActivityStubs.move(run.target(), summary);
  }

  private HostReport done() {
    return new HostReport(fleet.getFirst().name(), List.of(), null, null, List.of(), List.of());
  }

  private List<Host> of(Color color) {
    return halves().of(color, fleet);
  }

  private BlueGreen halves() {
    return Objects.requireNonNull(halves);
  }

  private static List<HostName> names(List<Host> hosts) {
    return hosts.stream().map(Host::name).toList();
  }
}
