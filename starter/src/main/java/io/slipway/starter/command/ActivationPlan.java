package io.slipway.starter.command;

import io.slipway.domain.Canary;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import io.slipway.rollout.Durations;
import io.slipway.starter.output.Planned.PhasePlan;
import io.slipway.starter.output.Planned.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a switch does to each host, in the order in which it does it. */
final class ActivationPlan {
  private ActivationPlan() {}

  static PhasePlan of(Target target) {
    List<StepPlan> steps = new ArrayList<>();
    Traffic traffic = target.traffic();
    boolean apart = target.rollout().blueGreen() != null;
    steps.addAll(HookPlan.beforeFirst(target));
    if (traffic != null) {
      steps.add(
          detour(
              "drain",
              "%sout of %s, %s for connections to end"
                  .formatted(
                      apart ? "if it is still in: " : "",
                      traffic.words(),
                      Durations.words(traffic.drainFor())),
              target));
    }
    HookPlan.hosts("before-switch", target.steps().beforeEach(), target).ifPresent(steps::add);
    steps.add(DeployPlan.all("symlink", "switch current to the release"));
    HookPlan.hosts("restart", target.steps().restart(), target).ifPresent(steps::add);
    HealthCheck health = target.health();
    if (health != null) {
      steps.add(DeployPlan.all("verify", words(health)));
    }
    ReadThrough read = target.readThrough();
    if (read != null) {
      steps.add(DeployPlan.all("read-through", words(read)));
    }
    if (traffic != null && !apart) {
      steps.add(
          detour(
              "undrain",
              "into %s, which sees it as up within %s"
                  .formatted(traffic.words(), Durations.words(traffic.upWithin())),
              target));
    }
    return new PhasePlan("activate", steps);
  }

  private static StepPlan detour(String step, String does, Target target) {
    Traffic traffic = Objects.requireNonNull(target.traffic());
    List<HostName> reached =
        target.hosts().stream().filter(traffic::reaches).map(Host::name).toList();
    return new StepPlan(step, does, reached.size() == target.hosts().size() ? null : reached);
  }

  static String words(Canary watch) {
    return "%s at least%s"
        .formatted(
            Durations.words(watch.bake()),
            watch.checks().isEmpty()
                ? ""
                : ": "
                    + String.join(", ", watch.checks().stream().map(CanaryCheck::name).toList()));
  }

  private static String words(HealthCheck health) {
    String what =
        switch (health) {
          case HealthCheck.Http http -> "GET %s answers %d".formatted(http.url(), http.expect());
          case HealthCheck.Tcp tcp -> "TCP port %d opens".formatted(tcp.port());
          case HealthCheck.Command command -> "%s exits with 0".formatted(command.run());
        };
    return "%s within %s".formatted(what, Durations.words(health.within()));
  }

  private static String words(ReadThrough read) {
    String what =
        switch (read) {
          case ReadThrough.Page page -> "GET " + page.url();
          case ReadThrough.Printed printed -> printed.run();
        };
    return "%s tells the new release within %s".formatted(what, Durations.words(read.within()));
  }
}
