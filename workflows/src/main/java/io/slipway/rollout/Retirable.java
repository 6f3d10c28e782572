package io.slipway.rollout;

import io.slipway.contract.Crowd;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a half of a stage may be retired: never while it has visitors, be it one host of it. */
public sealed interface Retirable {
  /** No visitor is on it, and the other half has them. */
  record Yes() implements Retirable {}

  /**
   * @param reason in a whole sentence
   */
  record No(String reason) implements Retirable {}

  /**
   * @param hosts all hosts of the stage
   * @param seen what a look at them has found; one that did not answer is believed to serve
   */
  static Retirable of(
      BlueGreen halves, Color old, List<Host> hosts, Crowd crowd, List<PhaseOutcome> seen) {
    Set<HostName> visited = new LinkedHashSet<>();
    crowd.parts().forEach(part -> visited.addAll(part.in()));
    seen.stream()
        .flatMap(o -> Optional.ofNullable(o.report()).stream())
        .filter(r -> r.serving().isEmpty())
        .map(HostReport::host)
        .forEach(visited::remove);
    List<HostName> still =
        halves.of(old, hosts).stream().map(Host::name).filter(visited::contains).toList();
    if (!still.isEmpty()) {
      return new No(
          "Visitors are sent to %s, so that %s is left as it is."
              .formatted(Names.of(still), old.word()));
    }
    boolean others =
        halves.of(old.other(), hosts).stream().anyMatch(h -> visited.contains(h.name()));
    return others
        ? new Yes()
        : new No(
            "No visitors are sent to %s either, so that %s is left as it is."
                .formatted(old.other().word(), old.word()));
  }
}
