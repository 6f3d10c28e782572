package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RetryRequest;
import io.slipway.domain.Canary;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Rollout;
import io.slipway.rollout.Durations;
import io.slipway.rollout.FailurePolicy;
import io.slipway.rollout.Names;
import io.slipway.rollout.Reaction;
import io.slipway.rollout.RolloutPlanner;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run's hosts forward, phase by phase. Hosts that fail are left behind for as long as the
 * rollout tolerates it; beyond that a person is asked, or the run is stopped.
 */
final class Forward {
  /**
   * Hosts that were away are looked for three times at the end, after so many hundredths of the
   * time for which a lost host is asked.
   */
  private static final List<Integer> ROUNDS = List.of(0, 10, 20);

  private static final List<String> PREPARING = List.of("checkout", "build");
  private static final List<String> DETOUR = List.of("drain", "undrain");

  private final FleetRun run;
  private final Scarcity scarcity;
  private final Map<HostName, HostReport> found = new LinkedHashMap<>();
  private final SharedBuild build;

  Forward(FleetRun run) {
    this.run = run;
    this.scarcity = new Scarcity(run, policy());
    this.build = new SharedBuild(run);
  }

  /** Percentages are of the hosts that the run has to do with. */
  FailurePolicy policy() {
    return new FailurePolicy(run.target().rollout(), run.progress.all().size());
  }

  /** The hosts that the run still goes on with. */
  List<Host> in() {
    return run.progress.where(p -> !p.out());
  }

  /** What the hosts that were inspected have told. */
  List<HostReport> found() {
    return in().stream().flatMap(h -> Optional.ofNullable(found.get(h.name())).stream()).toList();
  }

  /** Whether all hosts got through the phase, but for those that are left behind. */
  boolean through(Phase phase) {
    return through(phase, in(), null);
  }

  /** As {@link #through(Phase)}, for some of the hosts. */
  boolean through(Phase phase, List<Host> hosts) {
    return through(phase, hosts, null);
  }

  private boolean through(Phase phase, List<Host> hosts, @Nullable String from) {
    List<Host> todo = hosts;
    String step = from;
    while (!todo.isEmpty()) {
      boolean late = run.deadline.over();
      if (!inTime()) {
        return false;
      }
      todo = late ? remaining(todo) : todo;
      if (todo.isEmpty()) {
        break;
      }
      List<Host> later = perform(phase, todo, step, policy().left(run.progress.counted()));
      if (run.stopping()) {
        return false;
      }
      boolean goesOn =
          switch (answer(phase)) {
            case Answer.Stop stop -> false;
            case Answer.Pass pass -> true;
            case Answer.Again again -> again(phase, again.hosts(), again.from());
          };
      if (!goesOn) {
        return false;
      }
      // Of those that were too late nobody knows what else would have been in their way.
      boolean none = later.size() == todo.size() && !run.deadline.over();
      todo = remaining(later);
      if (none && !todo.isEmpty()) {
        if (!scarcity.passed(todo)) {
          return false;
        }
        todo = remaining(todo);
      }
      step = null;
    }
    return !run.stopping();
  }

  /** Whether hosts may still begin, or those that may not are dealt with. */
  boolean inTime() {
    while (run.deadline.over() && !run.deadline.waiting().isEmpty()) {
      if (!scarcity.passed(run.deadline.waiting(), run.deadline.why(), run.deadline::begin)) {
        return false;
      }
    }
    return !run.stopping();
  }

  private List<Host> remaining(List<Host> hosts) {
    return hosts.stream().filter(h -> !run.progress.of(h).out()).toList();
  }

  /** Takes hosts through a phase once; returns those that were not begun. */
  private List<Host> perform(Phase phase, List<Host> all, @Nullable String step, int tolerated) {
    List<Host> hosts = build.first(phase, all);
    if (hosts.isEmpty()) {
      return all;
    }
    HostState before = run.preparing() ? HostState.PREPARED : HostState.UNTOUCHED;
    Errand errand =
        build.with(
            Errand.of(run.mission, phase, run.release(), run.revision())
                .again(step)
                .tolerating(tolerated));
    if (phase == Phase.PREPARE) {
      run.progress.enter(hosts, HostState.PREPARING);
    } else if (phase == Phase.ACTIVATE) {
      run.progress.enter(hosts, HostState.ACTIVATING);
    }
    List<PhaseOutcome> outcomes = run.phases.run(errand, hosts);
    switch (phase) {
      case PREPARE -> {
        run.progress.apply(outcomes, HostProgress::preparing, HostState.UNTOUCHED);
        build.note(outcomes);
      }
      case ACTIVATE -> run.progress.apply(outcomes, HostProgress::activating, before);
      case INSPECT -> {
        run.progress.apply(outcomes, HostProgress::inspecting, HostState.UNTOUCHED);
        outcomes.stream()
            .map(PhaseOutcome::report)
            .filter(Objects::nonNull)
            .forEach(report -> found.put(report.host(), report));
      }
      case FINISH, CONCLUDE, REVERT, DISCARD, LOOK, RETIRE ->
          throw new IllegalArgumentException("no way forward: " + phase);
    }
    List<Host> later =
        run.progress.named(
            outcomes.stream().filter(o -> !o.begun()).map(PhaseOutcome::host).toList());
    return hosts.size() == all.size()
        ? later
        : all.stream().filter(h -> later.contains(h) || !hosts.contains(h)).toList();
  }

  private sealed interface Answer {
    record Stop() implements Answer {}

    record Pass() implements Answer {}

    record Again(List<Host> hosts, @Nullable String from) implements Answer {}
  }

  /**
   * Judges failures that are noted already.
   *
   * @return hosts to try again; empty to go on, null when the run is stopped
   */
  @Nullable List<Host> accept(Phase phase) {
    return switch (answer(phase)) {
      case Answer.Stop stop -> null;
      case Answer.Pass pass -> List.of();
      case Answer.Again again -> {
        run.progress.change(again.hosts(), HostProgress::triedAgain);
        yield again.hosts();
      }
    };
  }

  /** What is to be done about the hosts that have just failed. */
  private Answer answer(Phase phase) {
    while (true) {
      List<Host> failed = run.progress.where(p -> p.counts() && !p.out());
      switch (reaction()) {
        case GO_ON -> {
          return leaveBehind(phase, failed);
        }
        case REVERT -> {
          run.stop(reason(phase, failed));
          return new Answer.Stop();
        }
        case PAUSE -> {
          Choice choice = run.choice(standstill(phase, failed));
          switch (choice) {
            case Choice.Retry retry -> {
              return new Answer.Again(run.progress.named(retry.hosts()), retry.from());
            }
            case Choice.GoOn goOn ->
                run.progress.change(
                    run.progress.where(HostProgress::counts), HostProgress::forgiven);
            case Choice.Excluded excluded ->
                putBack(run.progress.where(p -> p.state() == HostState.EXCLUDED));
            case Choice.Expired expired -> {
              run.stopUnattended(reason(phase, failed));
              return new Answer.Stop();
            }
          }
          if (run.stopping()) {
            return new Answer.Stop();
          }
          List<Host> accepted = run.progress.where(p -> p.accepted() && !p.out());
          if (!accepted.isEmpty()) {
            return leaveBehind(phase, accepted);
          }
        }
      }
    }
  }

  private Reaction reaction() {
    return build.failed()
        ? policy().ofAll(run.irreversible())
        : policy().judge(run.progress.counted(), run.irreversible());
  }

  private Standstill standstill(Phase phase, List<Host> failed) {
    List<Host> open = failed.isEmpty() ? run.progress.where(HostProgress::counts) : failed;
    return new Standstill(
        run.irreversible() && run.target().rollout().onFailure() == OnFailure.REVERT
            ? "%s The migration cannot be undone, so nothing is put back without your word."
                .formatted(reason(phase, open))
            : reason(phase, open),
        open.stream().map(Host::name).toList(),
        switch (phase) {
          case PREPARE -> PREPARING;
          case ACTIVATE -> activating();
          case INSPECT, FINISH, CONCLUDE, REVERT, DISCARD, LOOK, RETIRE -> List.of();
        },
        false);
  }

  private List<String> activating() {
    boolean detours = run.target().traffic() != null;
    boolean before = run.target().steps().beforeEach() != null;
    return RetryRequest.STEPS.stream()
        .filter(
            step ->
                switch (step) {
                  case "migrate" -> false;
                  case "before-switch" -> before;
                  default -> detours || !DETOUR.contains(step);
                })
        .toList();
  }

  private boolean again(Phase phase, List<Host> hosts, @Nullable String from) {
    run.progress.change(hosts, HostProgress::triedAgain);
    if (from == null || !PREPARING.contains(from)) {
      return through(phase, hosts, from);
    }
    // A release that is live is never made anew in its place.
    run.retreat.revert(
        hosts.stream().filter(h -> run.progress.of(h).activated()).toList(),
        run.release(),
        run.revision());
    if (from.equals("checkout")) {
      run.retreat.discard(build.others(hosts), run.release(), run.revision());
    }
    return through(Phase.PREPARE, hosts, from)
        && (phase == Phase.PREPARE || through(phase, remaining(hosts), null));
  }

  private Answer leaveBehind(Phase phase, List<Host> failed) {
    run.progress.change(failed, HostProgress::passedOver);
    if (in().isEmpty()) {
      run.stop(failed.isEmpty() ? "No host is left." : reason(phase, failed));
      return new Answer.Stop();
    }
    if (!failed.isEmpty()) {
      run.events.run(
          EventType.HOST_SKIPPED,
          "%s The run goes on without %s."
              .formatted(
                  reason(phase, failed), Names.of(failed.stream().map(Host::name).toList())));
      putBack(failed);
    }
    return new Answer.Pass();
  }

  private void putBack(List<Host> hosts) {
    run.retreat.revert(
        hosts.stream()
            .filter(h -> run.progress.of(h).activated() && !lost(run.progress.of(h)))
            .toList(),
        run.release(),
        run.revision());
  }

  /** Whether nobody answers there, so that it is put back when all else is done. */
  private static boolean lost(HostProgress host) {
    HostFailure failure = host.failure();
    return host.state() == HostState.UNKNOWN
        || (failure != null && FailurePolicy.away(failure.type()));
  }

  /** Nothing is switched: hosts that serve the release already are all that there is to finish. */
  boolean stay() {
    run.progress.change(
        in(), p -> p.live() != null && p.live().equals(run.release()) ? p.in(HostState.ACTIVE) : p);
    return true;
  }

  /** Switches hosts batch by batch. */
  boolean rollOut() {
    run.enter("ACTIVATING");
    if (!scarcity.looked()) {
      return false;
    }
    // What has been live already needs no trial.
    Rollout rollout =
        run.preparing() ? run.target().rollout() : run.target().rollout().withoutCanary();
    List<List<Host>> batches = RolloutPlanner.batches(run.service.inOrder(in()), rollout);
    CanaryWatch canary = canary(rollout);
    for (int i = 0; i < batches.size(); i++) {
      if (!inTime()) {
        return false;
      }
      if (run.deadline.over()) {
        break; // nobody waits for a turn any more
      }
      String place = "batch %d of %d".formatted(i + 1, batches.size());
      List<Host> batch = remaining(batches.get(i));
      run.describe("switching %s".formatted(place));
      if (!run.hold.passed()
          || !run.windows.mayGoOn(i == 0)
          || (i > 0 && !scarcity.looked())
          || run.stopping()
          || !run.secretsStand()
          || !through(Phase.ACTIVATE, batch, null)) {
        return false;
      }
      boolean last = i == batches.size() - 1;
      if (i == 0 && canary != null) {
        List<Host> others = batches.stream().skip(1).flatMap(List::stream).toList();
        if (!canary.passed(batch, others)) {
          return false;
        }
      } else if (!last && run.target().rollout().bake().isPositive() && !run.deadline.over()) {
        bake(place);
      }
    }
    run.deadline.end();
    return catchUp();
  }

  /** Null where the rollout has none, or none of the hosts is one. */
  private @Nullable CanaryWatch canary(Rollout rollout) {
    Canary canary = rollout.canary();
    if (canary == null) {
      return null;
    }
    if (RolloutPlanner.canaries(in(), rollout).isEmpty()) {
      run.warn(
          "No host of the run has tag %s, so that there is no canary.".formatted(canary.tag()));
      return null;
    }
    return new CanaryWatch(run, policy(), canary, CanaryWatch.Trial.CANARY);
  }

  /**
   * Brings hosts to a release that most of them serve already: what serves it in health is left as
   * it is.
   *
   * @param retired whether what runs on them may have been stopped, so that all are restarted
   */
  boolean standBy(boolean retired) {
    run.enter("ACTIVATING");
    if (!run.hold.passed() || run.stopping() || !run.secretsStand()) {
      return false;
    }
    List<Host> there =
        in().stream()
            .filter(h -> Objects.equals(run.progress.of(h).live(), run.release()))
            .toList();
    if (!there.isEmpty() && !retired) {
      List<PhaseOutcome> looks =
          run.phases.run(Errand.of(run.mission, Phase.LOOK, run.release(), run.revision()), there);
      enterActive(looks.stream().filter(PhaseOutcome::serves).map(PhaseOutcome::host).toList());
    }
    List<Host> others =
        in().stream().filter(h -> run.progress.of(h).state() != HostState.ACTIVE).toList();
    return !run.stopping() && through(Phase.ACTIVATE, others, null) && catchUp();
  }

  private void enterActive(List<HostName> names) {
    run.progress.change(run.progress.named(names), p -> p.in(HostState.ACTIVE));
  }

  private void bake(String place) {
    Duration bake = run.target().rollout().bake();
    run.events.run(
        EventType.BAKING, "%s is live; next one in %s".formatted(place, Durations.words(bake)));
    run.describe("%s is live, waiting".formatted(place));
    run.deadline.rest(bake);
  }

  /** One late host must not undo what all others have: whatever fails here is left behind. */
  private boolean catchUp() {
    for (int percent : ROUNDS) {
      List<Host> late = run.progress.where(Forward::late);
      if (late.isEmpty()) {
        return true;
      }
      if (run.deadline.over()) {
        break;
      }
      Duration wait = run.target().rollout().unknownFor().multipliedBy(percent).dividedBy(100);
      if (wait.isPositive()) {
        Workflow.sleep(wait);
      }
      run.progress.change(late, HostProgress::triedAgain);
      run.mending.mend(late);
      passOverFailed(late);
      if (run.preparing() && !run.stopping()) {
        catchUp(Phase.PREPARE, remaining(late));
      }
      if (!run.stopping()) {
        catchUp(Phase.ACTIVATE, remaining(late));
      }
      if (run.stopping()) {
        return false;
      }
    }
    run.progress.change(run.progress.where(Forward::late), p -> p.in(HostState.SKIPPED));
    return true;
  }

  private void catchUp(Phase phase, List<Host> hosts) {
    if (hosts.isEmpty()) {
      return;
    }
    List<Host> unused = perform(phase, hosts, null, hosts.size());
    putBack(passOverFailed(hosts));
  }

  private List<Host> passOverFailed(List<Host> hosts) {
    List<Host> failed = hosts.stream().filter(h -> run.progress.of(h).failure() != null).toList();
    run.progress.change(failed, HostProgress::passedOver);
    return failed;
  }

  /** Whether it was away when its turn came, so that it serves what it served before. */
  private static boolean late(HostProgress host) {
    HostFailure failure = host.failure();
    return host.out()
        && host.state() == HostState.FAILED
        && failure != null
        && FailurePolicy.away(failure.type());
  }

  private String reason(Phase phase, List<Host> failed) {
    List<HostFailure> failures =
        failed.stream().map(h -> Objects.requireNonNull(run.progress.of(h).failure())).toList();
    String first = Clip.sentence(failures.getFirst().message());
    if (build.failed()) {
      return "Could not %s %s %s".formatted(Words.of(phase), first, build.consequence());
    }
    return failures.size() == 1
        ? "Could not %s %s".formatted(Words.of(phase), first)
        : "Could not %s %d hosts (%s). %s"
            .formatted(
                Words.of(phase),
                failures.size(),
                Names.of(failures.stream().map(HostFailure::host).toList()),
                first);
  }
}
