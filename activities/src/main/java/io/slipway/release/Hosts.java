package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.log.Logbook;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostSessions;
import java.util.function.Function;

/** Lends a host for an order's work. */
final class Hosts {
  private final HostSessions sessions;
  private final Pace pace;
  private final Logbook logbook;

  Hosts(HostSessions sessions, Pace pace, Logbook logbook) {
    this.sessions = sessions;
    this.pace = pace;
    this.logbook = logbook;
  }

  <T> T on(HostOrder order, Attempt attempt, Function<LentHost, T> work) {
    return sessions.withSession(
        new HostAccess(order.host(), order.target().ssh()),
        attempt.pulse(),
        session -> work.apply(new LentHost(session, order, attempt, pace, logbook)));
  }
}
