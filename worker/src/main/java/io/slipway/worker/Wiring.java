package io.slipway.worker;

import io.slipway.audit.AuditException;
import io.slipway.audit.Trail;
import io.slipway.command.OpenedCommands;
import io.slipway.gate.Gate;
import io.slipway.gate.Verdicts;
import io.slipway.log.LogException;
import io.slipway.log.Logbook;
import io.slipway.notify.Notifying;
import io.slipway.redact.Redactor;
import io.slipway.release.Activities;
import io.slipway.schedule.StageErrands;
import io.slipway.secret.SecretKeeper;
import io.slipway.secret.SecretPermissions;
import io.slipway.secret.SecretStores;
import io.slipway.source.Artifacts;
import io.slipway.source.BuiltTrees;
import io.slipway.source.CommitSigners;
import io.slipway.source.Repositories;
import io.slipway.ssh.SshHostSessions;
import io.slipway.ssh.SshLimits;
import io.slipway.traffic.Balancing;
import io.slipway.watch.Watch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that joins activities with what they work through. */
public final class Wiring implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Wiring.class);

  /** Kept open between the phases of a run, or each phase logs in to all hosts anew. */
  private static final int CONNECTIONS = 400;

  /** Connections to bastions count as well, and must not take the places of hosts. */
  private static final int BASTIONS = 16;

  private final OpenParts parts =
      new OpenParts((part, e) -> logger.warn("Tried to close {}, but {}", part, Text.reason(e), e));
  private final Redactor redactor = new Redactor();
  private final List<Object> activities;

  private Wiring(
      WorkerSettings settings,
      Map<String, String> environment,
      Path home,
      SecretPermissions permissions,
      Function<Verdicts, Gate> gate) {
    try {
      Logbook logbook =
          parts.add(Logbook.openIn(state(environment, home), environment, InstantSource.system()));
      Trail trail = parts.add(Trail.open(environment, InstantSource.system(), redactor::redact));
      Gate judge = gate.apply(new AuditedVerdicts(trail));
      SecretStores stores = parts.add(SecretStores.open(environment, home, permissions));
      SshHostSessions sessions =
          parts.add(
              SshHostSessions.open(
                  limits(Math.max(settings.hosts(), CONNECTIONS) + BASTIONS),
                  environment,
                  home,
                  stores));
      SecretKeeper keeper =
          parts.add(new SecretKeeper(stores, sessions, redactor, InstantSource.system()));
      Artifacts artifacts = parts.add(new Artifacts(cache(environment, home), environment));
      BuiltTrees trees = new BuiltTrees(cache(environment, home));
      trees.sweep();
      OpenedCommands commands = new OpenedCommands(environment, redactor);
      List<Object> made =
          new ArrayList<>(
              Activities.of(
                  sessions,
                  repositories(environment, home),
                  artifacts,
                  trees,
                  keeper,
                  redactor,
                  logbook,
                  commands));
      made.add(keeper.activities());
      Balancing balancing =
          parts.add(
              new Balancing(
                  sessions,
                  environment,
                  redactor::redact,
                  Activities.health(sessions, keeper, redactor, logbook)));
      made.add(balancing.activities());
      made.add(new Watch("allow".equals(environment.get(Watch.PERMISSION))));
      made.add(new Notifying(stores, redactor, InstantSource.system(), environment).activities());
      made.add(commands);
      made.add(new StageErrands());
      logbook.activities().ifPresent(made::add);
      made.add(judge);
      made.add(trail);
      this.activities = List.copyOf(made);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * Opens what the activities need.
   *
   * @param environment of the process: for the ssh-agent, passphrases, stores of secrets, the audit
   *     trail and what commands say
   * @param home whose keys and known hosts are used
   * @param permissions which of the worker's own files, variables and commands are secrets of
   *     applications
   * @param gate makes what decides about requests, and tells its verdicts
   * @throws AuditException when the audit trail cannot be kept as the environment says
   * @throws LogException when what commands say cannot be kept as it says
   */
  public static Wiring open(
      WorkerSettings settings,
      Map<String, String> environment,
      Path home,
      SecretPermissions permissions,
      Function<Verdicts, Gate> gate) {
    return new Wiring(settings, environment, home, permissions, gate);
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
    return new Repositories(cache(environment, home), CommitSigners.of(environment));
  }

  /** Mirrors of repositories, and archives: they may be deleted at any time. */
  private static Path cache(Map<String, String> environment, Path home) {
    String stated = environment.get("XDG_CACHE_HOME");
    Path base = stated == null || stated.isEmpty() ? home.resolve(".cache") : Path.of(stated);
    return base.resolve("slipway/repositories");
  }

  /** What commands say, where nothing else is said. */
  private static Path state(Map<String, String> environment, Path home) {
    String stated = environment.getOrDefault("SLIPWAY_STATE", "");
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path folder =
        !stated.isEmpty()
            ? Path.of(stated)
            : (state.isEmpty() ? home.resolve(".local/state") : Path.of(state)).resolve("slipway");
    return folder.resolve("logs");
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
    parts.close();
  }
}
