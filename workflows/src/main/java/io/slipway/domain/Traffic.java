package io.slipway.domain;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How visitors are kept away from a host while it changes.
 *
 * @param machines those that the balancer runs on, all of which are told; empty where it has none
 *     of its own, as a target group. Commands then run on the host itself
 * @param behind the role whose hosts get visitors; null for all hosts
 * @param drainFor longest wait for a host's open connections to end; it goes on without them then
 * @param upWithin longest wait until the balancer itself sees a host as up again
 * @param mostOut most hosts that are left out at the same time
 */
public record Traffic(
    Balancer balancer,
    List<Host> machines,
    @Nullable Role behind,
    Duration drainFor,
    Duration upWithin,
    BatchSize mostOut) {
  public static final Duration DEFAULT_DRAIN_FOR = Duration.ofSeconds(30);
  public static final Duration DEFAULT_UP_WITHIN = Duration.ofSeconds(60);
  public static final BatchSize DEFAULT_MOST_OUT = new BatchSize(25, true);

  public Traffic {
    machines = machines == null ? List.of() : List.copyOf(machines);
    drainFor = drainFor == null ? DEFAULT_DRAIN_FOR : drainFor;
    upWithin = upWithin == null ? DEFAULT_UP_WITHIN : upWithin;
    mostOut = mostOut == null ? DEFAULT_MOST_OUT : mostOut;
  }

  /** Whether visitors are sent to the host. */
  public boolean reaches(Host host) {
    return behind == null || host.plays(behind);
  }

  /**
   * The same for each machine; all of it where the balancer has none of its own. Commands on the
   * hosts themselves are no part of a balancer.
   */
  public List<Traffic> parts() {
    if (machines.isEmpty()) {
      return switch (balancer) {
        case Balancer.TargetGroup unused -> List.of(this);
        case Balancer.HaProxy unused -> List.of();
        case Balancer.Nginx unused -> List.of();
        case Balancer.Commands unused -> List.of();
      };
    }
    return machines.stream()
        .map(m -> new Traffic(balancer, List.of(m), behind, drainFor, upWithin, mostOut))
        .toList();
  }

  /** What a part is called where hosts are listed. */
  public HostName name() {
    return machines.isEmpty()
        ? HostName.of(words().replaceAll("[^A-Za-z0-9._:-]", "-"))
        : machines.getFirst().name();
  }

  /** What people call the balancer: its machines, else what it is. */
  public String words() {
    if (!machines.isEmpty()) {
      return machines.stream().map(m -> m.name().value()).collect(Collectors.joining(", "));
    }
    return switch (balancer) {
      case Balancer.TargetGroup group -> "target group " + name(group.arn());
      case Balancer.HaProxy unused -> "haproxy";
      case Balancer.Nginx unused -> "nginx";
      case Balancer.Commands unused -> "the balancer";
    };
  }

  /** {@code shop} of {@code arn:aws:…:targetgroup/shop/6d0ecf831eec9f09}. */
  private static String name(String arn) {
    String[] parts = arn.split("/");
    return parts.length < 2 ? arn : parts[1];
  }
}
