package io.slipway.starter.config;

import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Role;
import io.slipway.rollout.ColorRules;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must fit together in a stage of two halves. */
final class BlueGreenChecks {
  /** What bounds how a switch goes over the hosts, where all of a half are without visitors. */
  private static final List<String> BATCHES =
      List.of("batches", "bake", "min_healthy", "zone_parallel", "order", "canary");

  private final BlueGreenSpec spec;
  private final HostList hosts;
  private final KeyPath rollout;
  private final Faults faults;

  private BlueGreenChecks(BlueGreenSpec spec, HostList hosts, Faults faults) {
    this.spec = spec;
    this.hosts = hosts;
    this.rollout = hosts.stage().path().key("rollout");
    this.faults = faults;
  }

  static void run(BlueGreenSpec spec, HostList hosts, Faults faults) {
    BlueGreenChecks checks = new BlueGreenChecks(spec, hosts, faults);
    checks.alone();
    RolloutChecks.numbers(spec.checks(), checks.path(), faults);
    checks.balancer();
    if (spec.blue() != null
        && spec.blue().tag() != null
        && spec.green() != null
        && spec.green().tag() != null) {
      checks.halves();
    }
  }

  private KeyPath path() {
    return rollout.key("blue_green");
  }

  private void alone() {
    BATCHES.stream()
        .map(rollout::key)
        .filter(faults::has)
        .forEach(
            key ->
                faults.add(
                    key,
                    "has no meaning beside blue_green, which changes a half that has no visitors",
                    "Remove it, or blue_green. What is watched after the move is"
                        + " blue_green.bake."));
    KeyPath mostOut = hosts.stage().path().below("traffic", "most_out");
    if (faults.has(mostOut)) {
      faults.add(
          mostOut,
          "has no meaning beside rollout.blue_green, which moves all visitors at once",
          "Remove it.");
    }
  }

  private void balancer() {
    TrafficSpec traffic = hosts.stage().spec().traffic();
    boolean given =
        traffic != null && traffic.balancers() != null && !traffic.balancers().isEmpty();
    if (traffic == null) {
      faults.add(
          path(),
          "moves visitors by the stage's balancer, and traffic names none",
          "Say which it is, such as traffic: {haproxy: {backend: shop}, balancers: [lb1]}.");
    } else if (traffic.commands() != null && !given) {
      faults.add(
          path(),
          "moves visitors in one step on each machine of the balancer, and traffic.balancers names"
              + " none",
          "List those that it runs on.");
    }
  }

  private static Label label(@Nullable ColorSpec color) {
    return Label.of(Objects.requireNonNull(Objects.requireNonNull(color).tag()));
  }

  private void halves() {
    BlueGreen halves =
        new BlueGreen(
            label(spec.blue()),
            label(spec.green()),
            hosts.hosts().size(),
            Duration.ZERO,
            List.of());
    if (halves.blue().equals(halves.green())) {
      faults.add(path().key("green"), "has the tag of blue", "Give each half a tag of its own.");
      return;
    }
    List<Host> all = hosts.hosts().stream().map(HostList.Listed::host).toList();
    TrafficSpec traffic = hosts.stage().spec().traffic();
    String on = traffic == null ? null : traffic.on();
    ColorRules.unfit(halves, all, h -> on == null || h.plays(Role.of(on)))
        .forEach(
            fault ->
                faults.add(
                    path(),
                    fault,
                    "Give each host one of the two tags, such as {name: 'web[1-4]', tags: [%s]}."
                        .formatted(halves.blue())));
    hosts
        .stage()
        .migrate()
        .map(m -> m.value().on())
        .ifPresent(
            role -> {
              for (Color color : Color.values()) {
                List<Host> scope = ColorRules.scope(halves, color, all);
                if (scope.stream()
                    .noneMatch(h -> h.roles().stream().anyMatch(r -> r.value().equals(role)))) {
                  faults.add(
                      path().key(color.word()),
                      "no host that a deploy to %s changes plays role %s, on which steps.migrate runs"
                          .formatted(color.word(), role),
                      "Give the role to a host of each half.");
                }
              }
            });
  }
}
