package io.slipway.rollout;

import io.slipway.contract.Colors;
import io.slipway.contract.Crowd;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which half of a stage is live, by where its balancer sends visitors, and by which hosts serve a
 * release.
 *
 * @param split whether some part of the balancer sends visitors to the idle half only, so that all
 *     must be sent to the live one before the idle one is changed
 */
public record ColorChoice(Colors colors, boolean split) {

  /**
   * The half that has visitors is live. Where both have, the first is, and the second is taken out
   * as it is changed; where nobody has, none is, and the first is worked on.
   *
   * @param hosts all hosts of the stage
   * @param seen what a look at them has found; one that did not answer is believed to serve
   */
  public static ColorChoice of(
      BlueGreen halves, List<Host> hosts, Crowd crowd, List<PhaseOutcome> seen) {
    Set<HostName> idleOnes = new LinkedHashSet<>();
    seen.stream()
        .flatMap(o -> Optional.ofNullable(o.report()).stream())
        .filter(r -> r.serving().isEmpty())
        .map(HostReport::host)
        .forEach(idleOnes::add);
    Set<HostName> visited = new LinkedHashSet<>();
    crowd.parts().forEach(part -> visited.addAll(part.in()));
    visited.removeAll(idleOnes);
    boolean blue = any(halves.of(Color.BLUE, hosts), visited);
    boolean green = any(halves.of(Color.GREEN, hosts), visited);
    if (!blue && !green) {
      return new ColorChoice(new Colors(null, Color.BLUE, false), false);
    }
    Color live = blue ? Color.BLUE : Color.GREEN;
    List<Host> its = halves.of(live, hosts);
    List<Host> others = halves.of(live.other(), hosts);
    boolean split =
        crowd.parts().stream()
            .map(part -> new LinkedHashSet<>(part.in()))
            .anyMatch(in -> !any(its, in) && any(others, in));
    return new ColorChoice(new Colors(live, live.other(), false), split);
  }

  /** Those of the hosts that serve the release which most of them do. */
  public static List<HostName> alike(List<Host> hosts, List<PhaseOutcome> seen) {
    List<HostName> names = hosts.stream().map(Host::name).toList();
    List<HostReport> reports =
        seen.stream()
            .flatMap(o -> Optional.ofNullable(o.report()).stream())
            .filter(r -> r.live() != null && names.contains(r.host()))
            .toList();
    Optional<ReleaseId> most =
        Majority.of(reports.stream().map(HostReport::live).filter(Objects::nonNull).toList());
    return reports.stream()
        .filter(r -> Optional.ofNullable(r.live()).equals(most))
        .map(HostReport::host)
        .toList();
  }

  private static boolean any(List<Host> hosts, Set<HostName> names) {
    return hosts.stream().anyMatch(h -> names.contains(h.name()));
  }
}
