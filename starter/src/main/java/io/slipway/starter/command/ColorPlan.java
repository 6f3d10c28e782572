package io.slipway.starter.command;

import io.slipway.contract.Colors;
import io.slipway.contract.Crowd;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import io.slipway.rollout.ColorChoice;
import io.slipway.rollout.ColorRules;
import io.slipway.rollout.Durations;
import io.slipway.rollout.Keeping;
import io.slipway.starter.output.Planned.PhasePlan;
import io.slipway.starter.output.Planned.StepPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which half of a stage a run would work on; it chooses as the run itself does. */
final class ColorPlan {
  private ColorPlan() {}

  /**
   * Empty where the stage is in no halves, and where its balancer or its hosts do not tell.
   *
   * @param asked a look at the balancer
   * @param hosts what was found on hosts
   */
  static Optional<Colors> of(Target target, SurveyResult asked, List<PhaseOutcome> hosts) {
    BlueGreen halves = target.rollout().blueGreen();
    Crowd crowd = asked.crowd();
    return halves == null || crowd == null
        ? Optional.empty()
        : Optional.of(ColorChoice.of(halves, target.hosts(), crowd, hosts).colors());
  }

  /** The target with the hosts that a run would work on; all where that is not known. */
  static Target scope(Target target, Optional<Colors> colors) {
    BlueGreen halves = target.rollout().blueGreen();
    List<Host> scope =
        halves == null || colors.isEmpty()
            ? target.hosts()
            : ColorRules.scope(halves, colors.get().idle(), target.hosts());
    return scope.isEmpty() ? target : target.withHosts(scope);
  }

  /** What becomes of the half that visitors have left. */
  private static Optional<StepPlan> kept(BlueGreen halves, Target target, Optional<Colors> colors) {
    Duration keep = halves.keep();
    Optional<Color> old = colors.map(Colors::live);
    if (keep == null || (colors.isPresent() && old.isEmpty())) {
      return Optional.empty();
    }
    Step retire = halves.retire();
    String does =
        "%s for %s%s"
            .formatted(
                old.map(Color::word).orElse("the half that they have left"),
                Durations.words(keep),
                retire == null ? "" : ", if nothing else is done then: " + retire.run());
    return Optional.of(
        old.isEmpty() || retire == null
            ? DeployPlan.all("keep", does)
            : new StepPlan(
                "keep",
                does,
                Keeping.hosts(halves, old.get(), target).stream().map(Host::name).toList()));
  }

  /** What a run does after it has switched hosts; nothing where the stage is in no halves. */
  static Stream<PhasePlan> move(Target target, Optional<Colors> colors, boolean watched) {
    BlueGreen halves = target.rollout().blueGreen();
    if (halves == null || target.traffic() == null) {
      return Stream.of();
    }
    List<StepPlan> steps = new ArrayList<>();
    String to = colors.map(c -> c.idle().word()).orElse("the half without them");
    String from =
        colors
            .flatMap(c -> Optional.ofNullable(c.live()))
            .map(Color::word)
            .map(" from %s"::formatted)
            .orElse("");
    steps.add(
        DeployPlan.all(
            "move", "all visitors%s to %s, on %s".formatted(from, to, target.traffic().words())));
    if (watched && halves.watch() != null) {
      steps.add(DeployPlan.all("watch", ActivationPlan.words(halves.watch())));
    }
    kept(halves, target, colors).ifPresent(steps::add);
    return Stream.of(new PhasePlan("move", steps));
  }
}
