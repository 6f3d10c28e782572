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
   */
  public static List<Object> of(
      HostSessions sessions, Repositories repositories, SecretKeeper keeper, Redactor redactor) {
    return of(sessions, repositories, new Lending(keeper, redactor), Pace.USUAL, Attempt::current);
  }

  static List<Object> of(
      HostSessions sessions, Path cache, Lending lending, Pace pace, Supplier<Attempt> attempts) {
    return of(sessions, new Repositories(cache), lending, pace, attempts);
  }

  private static List<Object> of(
      HostSessions sessions,
      Repositories repositories,
      Lending lending,
      Pace pace,
      Supplier<Attempt> attempts) {
    Hosts hosts = new Hosts(sessions, pace);
    return List.of(
        new HostPhases(hosts, repositories, lending, attempts),
        new Resolving(hosts, repositories, () -> lending.without(attempts.get())));
  }
}
