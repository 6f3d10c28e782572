package io.slipway.rollout;

import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which host builds, where one builds for all, and which is the first to get what the worker has.
 */
public final class BuildOnce {
  private BuildOnce() {}

  /** Whether one host of a run, or the worker, builds what all others get. */
  public static boolean in(Target target) {
    Step build = target.steps().build();
    return build != null && build.once();
  }

  /**
   * Those of the hosts that may build, in their order: the first does, and each of the others only
   * where those before it are lost. Where the worker builds, those that may be the first to get it.
   * Empty where each host builds for itself, or none at all.
   */
  public static List<Host> builders(Target target, List<Host> hosts) {
    Step build = target.steps().build();
    return build == null || !build.once()
        ? List.of()
        : hosts.stream().filter(build::runsOn).toList();
  }

  /** Why no host could build for all that are selected, in whole sentences; empty when one can. */
  public static Optional<String> fault(Target target) {
    if (!in(target)) {
      return Optional.empty();
    }
    if (builders(target, target.hosts()).isEmpty()) {
      return Optional.of(
          "No selected host plays role %s, of which one host builds for all (steps.build.once). Select one of its hosts too."
              .formatted(Objects.requireNonNull(target.steps().build()).on()));
    }
    // Each site's workers reach the hosts of their site alone.
    Set<Optional<Label>> sites = new LinkedHashSet<>();
    target.hosts().forEach(h -> sites.add(Optional.ofNullable(h.site())));
    return sites.size() < 2
        ? Optional.empty()
        : Optional.of(
            "The selected hosts are of different sites (%s), and what %s does not come from one site to another. Deploy to one site at a time, or let each host build."
                .formatted(
                    sites.stream()
                        .map(site -> site.map(Label::value).orElse("none"))
                        .collect(Collectors.joining(", ")),
                    target.steps().builder() == null
                        ? "one host builds for all (steps.build.once)"
                        : "the worker builds for all (steps.build.worker)"));
  }
}
