package io.slipway.rollout;

import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Once;
import io.slipway.domain.Role;
import io.slipway.domain.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which host runs what runs once. It follows from the target alone, so that a plan knows it
 * beforehand, and batches, retries and whoever puts the run back take the same one.
 */
public final class OnceHosts {
  private OnceHosts() {}

  /** The target whose steps know which hosts these are. */
  public static Target decided(Target target) {
    List<Once> open = target.steps().once();
    return open.isEmpty()
        ? target
        : target.withSteps(
            target
                .steps()
                .with(open.stream().map(o -> new Once(o.on(), chosen(o.on(), target))).toList()));
  }

  /**
   * A run changes one half of a stage and the hosts of none: one of these is in every run, and only
   * where there is none each half has one of its own.
   */
  private static List<HostName> chosen(@Nullable Role on, Target target) {
    List<Host> group = target.hosts().stream().filter(h -> on == null || h.plays(on)).toList();
    BlueGreen halves = target.rollout().blueGreen();
    if (halves == null) {
      return names(first(group).stream());
    }
    Optional<Host> common = first(group.stream().filter(h -> halves.colorOf(h).isEmpty()).toList());
    return common.isPresent()
        ? names(common.stream())
        : names(
            Stream.of(Color.values()).flatMap(color -> first(halves.of(color, group)).stream()));
  }

  private static Optional<Host> first(List<Host> group) {
    return RolloutPlanner.primary(group);
  }

  private static List<HostName> names(Stream<Host> hosts) {
    return hosts.map(Host::name).toList();
  }
}
