package io.slipway.release;

import io.slipway.redact.Redactor;
import io.slipway.secret.SecretKeeper;
import io.slipway.shell.HostSessions;
import io.slipway.source.Repositories;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Makes the activities that a worker registers. */
public final class Activities {
  private Activities() {}

  /**
   * @param sessions the way to hosts; stays the caller's to close
   * @param keeper of the secrets of runs; stays the caller's to close
   * @param redactor what the keeper tells its values
   * @param cache folder for mirrors and archives of repositories; several workers on a machine may
   *     share it
   */
  public static List<Object> of(
      HostSessions sessions, Path cache, SecretKeeper keeper, Redactor redactor) {
    return of(sessions, cache, new Lending(keeper, redactor), Pace.USUAL, Attempt::current);
  }

  static List<Object> of(
      HostSessions sessions, Path cache, Lending lending, Pace pace, Supplier<Attempt> attempts) {
    Repositories repositories = new Repositories(cache);
    Hosts hosts = new Hosts(sessions, pace);
    return List.of(
        new HostPhases(hosts, repositories, lending, attempts),
        new Resolving(hosts, repositories, () -> lending.without(attempts.get())));
  }
}
