package io.slipway.worker;

import io.slipway.redact.Redactor;
import io.slipway.release.Activities;
import io.slipway.shell.HostSessions;
import io.slipway.ssh.SshHostSessions;
import io.slipway.ssh.SshLimits;
import io.slipway.watch.Watch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The one place that joins activities with what they work through. */
public final class Wiring implements AutoCloseable {
  /** Connections to bastions count as well, and must not take the places of hosts. */
  private static final int BASTIONS = 16;

  private final Redactor redactor = new Redactor();
  private final HostSessions sessions;
  private final List<Object> activities;

  private Wiring(HostSessions sessions, List<Object> activities) {
    this.sessions = sessions;
    this.activities = activities;
  }

  /**
   * Opens what the activities need.
   *
   * @param environment of the process: for the ssh-agent and passphrases
   * @param home whose keys and known hosts are used
   */
  public static Wiring open(WorkerSettings settings, Map<String, String> environment, Path home) {
    HostSessions sessions =
        SshHostSessions.open(limits(settings.hosts() + BASTIONS), environment, home);
    List<Object> activities = new ArrayList<>(Activities.of(sessions, cache(environment, home)));
    activities.add(new Watch("allow".equals(environment.get(Watch.PERMISSION))));
    return new Wiring(sessions, List.copyOf(activities));
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

  /** Knows the secrets that the activities use. */
  public Redactor redactor() {
    return redactor;
  }

  @Override
  public void close() {
    sessions.close();
  }
}
