package io.slipway.rollout;

import io.slipway.domain.Balancer;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a stage in two halves must be like. */
public final class ColorRules {
  private ColorRules() {}

  /** Why a target cannot be deployed to in two halves, in whole sentences; empty when it can. */
  public static Optional<String> fault(Target target) {
    BlueGreen halves = target.rollout().blueGreen();
    if (halves == null) {
      return Optional.empty();
    }
    if (target.hosts().size() < halves.fleet()) {
      return Optional.of(
          "rollout.blue_green moves visitors from one half of the stage to the other, and only %d of its %d hosts are chosen. Leave out --host, --role and --resume-failed: the next deploy goes to the other half."
              .formatted(target.hosts().size(), halves.fleet()));
    }
    Traffic traffic = target.traffic();
    List<String> faults = new ArrayList<>();
    unmovable(traffic).ifPresent(why -> faults.add("rollout.blue_green: %s.".formatted(why)));
    unfit(halves, target.hosts(), h -> traffic == null || traffic.reaches(h))
        .forEach(why -> faults.add("rollout.blue_green: %s.".formatted(why)));
    Step migrate = target.steps().migrate();
    for (Color color : Color.values()) {
      List<Host> scope = scope(halves, color, target.hosts());
      if (migrate != null && !scope.isEmpty() && scope.stream().noneMatch(migrate::runsOn)) {
        faults.add(
            "rollout.blue_green: no host that a deploy to %s changes plays role %s, on which steps.migrate runs."
                .formatted(color.word(), migrate.on()));
      }
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", faults));
  }

  /** Why visitors cannot be moved, without a full stop; empty when they can. */
  public static Optional<String> unmovable(@Nullable Traffic traffic) {
    if (traffic == null) {
      return Optional.of("moves visitors by the stage's balancer, and traffic names none");
    }
    return traffic.balancer() instanceof Balancer.Commands && traffic.machines().isEmpty()
        ? Optional.of(
            "moves visitors in one step on each machine of the balancer, and traffic.balancers"
                + " names none")
        : Optional.empty();
  }

  /**
   * What is wrong with the hosts' tags, without full stops.
   *
   * @param visited which hosts get visitors
   */
  public static List<String> unfit(BlueGreen halves, List<Host> hosts, Predicate<Host> visited) {
    List<String> faults = new ArrayList<>();
    List<HostName> none =
        names(
            hosts,
            h ->
                visited.test(h)
                    && !tagged(h, halves, Color.BLUE)
                    && !tagged(h, halves, Color.GREEN));
    if (!none.isEmpty()) {
      faults.add(
          "%s %s neither tag %s nor %s, and would never be let in"
              .formatted(
                  Names.of(none),
                  none.size() == 1 ? "has" : "have",
                  halves.blue(),
                  halves.green()));
    }
    List<HostName> both =
        names(hosts, h -> tagged(h, halves, Color.BLUE) && tagged(h, halves, Color.GREEN));
    if (!both.isEmpty()) {
      faults.add(
          "%s %s both tag %s and %s"
              .formatted(
                  Names.of(both),
                  both.size() == 1 ? "has" : "have",
                  halves.blue(),
                  halves.green()));
    }
    for (Color color : Color.values()) {
      List<Host> its = halves.of(color, hosts);
      if (its.isEmpty()) {
        faults.add(
            "no host has tag %s alone, so that %s is empty"
                .formatted(halves.tag(color), color.word()));
      } else if (its.stream().noneMatch(visited)) {
        faults.add("no host of %s gets visitors, by traffic.on".formatted(color.word()));
      }
    }
    return faults;
  }

  /** The hosts that a run changes that works on a half: all but those of the other. */
  public static List<Host> scope(BlueGreen halves, Color idle, List<Host> hosts) {
    return hosts.stream()
        .filter(h -> !halves.colorOf(h).equals(Optional.of(idle.other())))
        .toList();
  }

  private static boolean tagged(Host host, BlueGreen halves, Color color) {
    return host.tags().contains(halves.tag(color));
  }

  private static List<HostName> names(List<Host> hosts, Predicate<Host> which) {
    return hosts.stream().filter(which).map(Host::name).toList();
  }
}
