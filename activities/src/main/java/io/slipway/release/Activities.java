package io.slipway.release;

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
   * @param cache folder for mirrors and archives of repositories; several workers on a machine may
   *     share it
   */
  public static List<Object> of(HostSessions sessions, Path cache) {
    return of(sessions, new Repositories(cache));
  }

  /**
   * @param sessions the way to hosts; stays the caller's to close
   */
  public static List<Object> of(HostSessions sessions, Repositories repositories) {
    return of(sessions, repositories, Pace.USUAL, Attempt::current);
  }

  static List<Object> of(HostSessions sessions, Path cache, Pace pace, Supplier<Attempt> attempts) {
    return of(sessions, new Repositories(cache), pace, attempts);
  }

  private static List<Object> of(
      HostSessions sessions, Repositories repositories, Pace pace, Supplier<Attempt> attempts) {
    Hosts hosts = new Hosts(sessions, pace);
    return List.of(
        new HostPhases(hosts, repositories, attempts),
        new Resolving(hosts, repositories, attempts));
  }
}
