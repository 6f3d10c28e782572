package io.slipway.rollout;

import io.slipway.contract.HostReport;
import io.slipway.contract.StageStatus;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import java.util.List;
import java.util.Optional;

/** Which half of a stage has the visitors, as far as its runs have seen to it. */
public final class LiveColor {
  private LiveColor() {}

  /** Empty where no run tells, and when nobody had visitors. The balancer itself knows better. */
  public static Optional<Color> of(StageStatus status) {
    return status.history().stream()
        .flatMap(r -> Optional.ofNullable(r.colors()).stream())
        .findFirst()
        .flatMap(colors -> Optional.ofNullable(colors.visited()));
  }

  /** What was found on hosts, but for those of the half that has no visitors. */
  public static List<HostReport> visited(
      Target target, StageStatus status, List<HostReport> reports) {
    List<HostName> idle = idle(target, status);
    return reports.stream().filter(r -> !idle.contains(r.host())).toList();
  }

  /** The hosts of the half that has none; empty where the stage is in no halves. */
  public static List<HostName> idle(Target target, StageStatus status) {
    BlueGreen halves = target.rollout().blueGreen();
    return halves == null
        ? List.of()
        : of(status).stream()
            .flatMap(live -> halves.of(live.other(), target.hosts()).stream())
            .map(Host::name)
            .toList();
  }
}
