package io.slipway.starter.command;

import io.slipway.domain.Hook;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Once;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.rollout.OnceHosts;
import io.slipway.starter.output.Planned.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of the user's commands run on some hosts, on one, or on the worker. */
final class HookPlan {
  private HookPlan() {}

  /** Who runs what runs once, and what comes before the first host switches. */
  static List<StepPlan> beforeFirst(Target target) {
    List<StepPlan> plans = new ArrayList<>();
    for (Once once : OnceHosts.decided(target).steps().once()) {
      String role = once.on() == null ? "" : " on role %s".formatted(once.on());
      List<HostName> its =
          target.hosts().stream().map(Host::name).filter(once.hosts()::contains).toList();
      plans.add(new StepPlan("once", "one host runs what runs once%s".formatted(role), its));
    }
    worker("before-switch", target.steps().beforeSwitch(), "before the first host switches")
        .forEach(plans::add);
    return plans;
  }

  /** What comes when all hosts have finished. */
  static List<StepPlan> afterAll(Target target) {
    return Stream.concat(
            hosts("finished", target.steps().afterAll(), target).stream(),
            worker("finished", target.steps().finished(), "at the end"))
        .toList();
  }

  /** A step with the hosts that run it; empty where there is none. */
  static Optional<StepPlan> hosts(String name, @Nullable Step step, Target target) {
    if (step == null) {
      return Optional.empty();
    }
    Steps steps = OnceHosts.decided(target).steps();
    List<HostName> on =
        target.hosts().stream().filter(h -> steps.runs(step, h)).map(Host::name).toList();
    return Optional.of(
        new StepPlan(name, step.run(), on.size() == target.hosts().size() ? null : on));
  }

  private static Stream<StepPlan> worker(String name, @Nullable Hook hook, String when) {
    return hook == null
        ? Stream.of()
        : hook.worker().stream()
            .map(c -> DeployPlan.all(name, "%s on the worker, once, %s".formatted(c.name(), when)));
  }
}
