package io.slipway.worker;

import io.slipway.audit.AuditException;
import io.slipway.audit.Trail;
import io.slipway.release.Activities;
import io.slipway.shell.HostSessions;
import io.slipway.source.Repositories;
import io.slipway.ssh.SshHostSessions;
import io.slipway.ssh.SshLimits;
import io.slipway.watch.Watch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The one place that joins activities with what they work through. */
public final class Wiring implements AutoCloseable {
  /** Connections to bastions count as well, and must not take the places of hosts. */
  private static final int BASTIONS = 16;

  /** File of those whose SSH signatures of commits count, as {@code ssh-keygen} reads it. */
  private static final String SIGNERS = "SLIPWAY_COMMIT_SIGNERS";

  private final HostSessions sessions;
  private final Trail trail;
  private final List<Object> activities;

  private Wiring(HostSessions sessions, Trail trail, List<Object> activities) {
    this.sessions = sessions;
    this.trail = trail;
    this.activities = activities;
  }

  /**
   * Opens what the activities need.
   *
   * @param environment of the process: for the ssh-agent and passphrases
   * @param home whose keys and known hosts are used
   * @throws AuditException when the audit trail cannot be kept as the environment says
   */
  public static Wiring open(WorkerSettings settings, Map<String, String> environment, Path home) {
    Trail trail = Trail.open(environment, InstantSource.system(), UnaryOperator.identity());
    HostSessions sessions =
        SshHostSessions.open(limits(settings.hosts() + BASTIONS), environment, home);
    List<Object> activities =
        new ArrayList<>(Activities.of(sessions, repositories(environment, home)));
    activities.add(new Watch("allow".equals(environment.get(Watch.PERMISSION))));
    activities.add(trail);
    return new Wiring(sessions, trail, List.copyOf(activities));
  }

  private static SshLimits limits(int connections) {
    SshLimits usual = SshLimits.defaults();
    return new SshLimits(
        connections,
        usual.handshakes(),
        usual.handshakesPerBastion(),
        usual.sessionsPerConnection(),
        usual.connectionsPerHost(),
        usual.tunnelsPerConnection(),
        usual.idle(),
        usual.maxAge(),
        usual.maxBytes(),
        usual.timeouts());
  }

  private static Repositories repositories(Map<String, String> environment, Path home) {
    String signers = environment.getOrDefault(SIGNERS, "");
    return new Repositories(
        cache(environment, home), signers.isEmpty() ? null : Path.of(signers).toAbsolutePath());
  }

  /** Mirrors and archives of repositories: they may be deleted at any time. */
  private static Path cache(Map<String, String> environment, Path home) {
    String stated = environment.get("XDG_CACHE_HOME");
    Path base = stated == null || stated.isEmpty() ? home.resolve(".cache") : Path.of(stated);
    return base.resolve("slipway/repositories");
  }

  /** The implementations that a worker registers. */
  public List<Object> activities() {
    return activities;
  }

  @Override
  public void close() {
    sessions.close();
    trail.close();
  }
}
