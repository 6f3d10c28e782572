package io.slipway.worker;

import io.slipway.contract.TaskQueues;
import io.slipway.domain.Label;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much a worker takes on, how it stops, and where it tells of itself.
 *
 * @param hosts hosts in work at a time, 1 to 2,000. More than the SSH layer has channels for only
 *     makes activities wait inside the worker, where nobody sees them.
 * @param drain how long activities in hand may go on once the worker is told to stop, 0 s to 1 h
 * @param health address of the health and metrics endpoint, port 0 for any free one; null for none
 * @param build the version that the worker takes part in Temporal's worker versioning as, up to 200
 *     letters, digits, dots, dashes, underscores and plus signs; null for a worker without a
 *     version
 * @param site whose hosts it works on, and on nothing else: it takes up no requests and runs no
 *     workflows. Null for a worker of all hosts that are of no site, and of all else.
 */
public record WorkerSettings(
    int hosts,
    Duration drain,
    @Nullable InetSocketAddress health,
    @Nullable String build,
    @Nullable Label site) {
  public static final int HOSTS = 200;
  public static final Duration DRAIN = Duration.ofSeconds(30);
  public static final int HEALTH_PORT = 9464;

  private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}");
  private static final int MOST_HOSTS = 2_000;
  private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

  public WorkerSettings {
    if (hosts < 1 || hosts > MOST_HOSTS) {
      throw new IllegalArgumentException(
          "hosts (%d) must be between 1 and %d".formatted(hosts, MOST_HOSTS));
    }
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException(
          "drain (%s) must be between 0 s and 1 h".formatted(Text.of(drain)));
    }
    if (build != null && !BUILD.matcher(build).matches()) {
      throw new IllegalArgumentException(
          "build id (%s) must be 1 to 200 letters, digits, dots, dashes, underscores and plus signs"
              .formatted(build));
    }
  }

  /** Without a version, of no site. */
  public WorkerSettings(int hosts, Duration drain, @Nullable InetSocketAddress health) {
    this(hosts, drain, health, null, null);
  }

  /** Of no site. */
  public WorkerSettings(
      int hosts, Duration drain, @Nullable InetSocketAddress health, @Nullable String build) {
    this(hosts, drain, health, build, null);
  }

  /** What it polls for activities of hosts. */
  String hostQueue() {
    return TaskQueues.hosts(site);
  }

  /** What it polls, but for what is about its log. */
  List<String> queues() {
    return site == null ? List.of(TaskQueues.WORKFLOWS, hostQueue()) : List.of(hostQueue());
  }

  /** Without a health endpoint, for a worker inside another program. */
  public static WorkerSettings embedded() {
    return new WorkerSettings(HOSTS, DRAIN, null);
  }

  public WorkerSettings withDrain(Duration limit) {
    return new WorkerSettings(hosts, limit, health, build, site);
  }
}
