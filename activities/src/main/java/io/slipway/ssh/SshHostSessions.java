package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.domain.SecretRef;
import io.slipway.secret.LoginKeys;
import io.slipway.secret.SecretException;
import io.slipway.secret.SshSigner;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostSessions;
import io.slipway.shell.Pulse;
import io.slipway.shell.SessionWork;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions on real hosts, over pooled SSH connections. One for a whole worker. */
public final class SshHostSessions implements HostSessions, LoginKeys {
  private static final Logger logger = LoggerFactory.getLogger(SshHostSessions.class);
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final IoThreads threads = new IoThreads();
  private final Watchdog watchdog = new Watchdog();
  private final EndpointResolver resolver;
  private final Identities identities;
  private final ConnectionPool pool;
  private final SshSession.Tools tools;
  private final Duration patience;

  private SshHostSessions(
      SshLimits limits,
      Map<String, String> environment,
      Path home,
      SshSigner signer,
      InstantSource clock) {
    this.resolver = new EndpointResolver(environment, home);
    PrivateKeys keys = new PrivateKeys(new Passphrases(environment, home));
    this.identities = new Identities(keys, watchdog, new Certificates(signer, clock));
    Connector connector =
        new Connector(limits, threads, watchdog, new KnownHostsFiles(), identities, clock);
    this.pool = new ConnectionPool(limits, connector, threads, watchdog);
    Shells shells = new Shells(threads, watchdog);
    this.tools =
        new SshSession.Tools(pool, threads, shells, new Killer(pool, shells, limits.timeouts()));
    this.patience = limits.timeouts().turn();
  }

  /**
   * Sessions for a worker.
   *
   * @param environment of the worker: for {@code SSH_AUTH_SOCK} and passphrases
   * @param home directory of the worker's user, for which {@code ~/} stands
   */
  public static SshHostSessions open(SshLimits limits, Map<String, String> environment, Path home) {
    return open(limits, environment, home, SshHostSessions::nobodySigns);
  }

  /**
   * Sessions for a worker that has keys signed.
   *
   * @param environment of the worker: for {@code SSH_AUTH_SOCK} and passphrases
   * @param home directory of the worker's user, for which {@code ~/} stands
   */
  public static SshHostSessions open(
      SshLimits limits, Map<String, String> environment, Path home, SshSigner signer) {
    return new SshHostSessions(limits, environment, home, signer, InstantSource.system());
  }

  @Override
  public <T> T withSession(HostAccess access, Pulse pulse, SessionWork<T> work) {
    try (SshSession session = begin(access, pulse)) {
      return work.with(session);
    }
  }

  @Override
  public void ready(HostAccess access, Pulse pulse) {
    SecretRef authority = access.ssh().certificate();
    if (authority == null) {
      return;
    }
    Endpoint endpoint;
    try {
      endpoint = resolve(access, pulse);
    } catch (SshFault noWay) {
      // It is a fault of this host's, which it tells itself when its turn comes.
      logger.debug("no way to {} is known, so that no key is signed yet", access.host(), noWay);
      return;
    }
    Optional<Endpoint> next = Optional.of(endpoint);
    while (next.isPresent()) {
      identities.sign(authority, next.get().user());
      next = next.get().bastion();
    }
  }

  @Override
  public void close() {
    pool.close();
    threads.awaitEnd(FAREWELL);
    watchdog.close();
  }

  private SshSession begin(HostAccess access, Pulse pulse) {
    try {
      Lease lease = pool.lease(resolve(access, pulse), pulse);
      return new SshSession(access.host().name(), pulse, tools, lease);
    } catch (SshFault fault) {
      throw fault.on(access.host().name());
    }
  }

  private Endpoint resolve(HostAccess access, Pulse pulse) {
    if (!access.ssh().useConfig()) {
      return resolver.resolve(access);
    }
    String purpose = "ask ssh -G how to reach it";
    try { // runs a program, which may take its time
      return Waiting.on(
          threads.call(() -> resolver.resolve(access)), pulse, Waiting.deadline(patience), purpose);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SshFault fault ? fault : unforeseen(purpose, e);
    } catch (Waiting.OverException e) {
      throw unforeseen(purpose, e);
    }
  }

  private static String nobodySigns(SecretRef authority, String publicKey, String login) {
    throw new SecretException(
        SecretException.Obstacle.MISUSED,
        authority,
        "this worker has no keys signed",
        "Leave out ssh.certificate.");
  }

  private static SshFault unforeseen(String purpose, Throwable cause) {
    return new SshFault(
        FailureType.UNEXPECTED,
        purpose,
        "of something unforeseen: " + cause,
        "The worker's log has the details.",
        cause);
  }
}
