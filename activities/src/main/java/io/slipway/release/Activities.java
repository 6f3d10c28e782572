package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.HealthCheck;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretKeeper;
import io.slipway.shell.HostSessions;
import io.slipway.source.Repositories;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
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

  /**
   * Gives, within an activity, what returns when the host of an order has passed its health check,
   * and throws otherwise: on any thread, for as long as the activity goes on.
   *
   * @param sessions the way to hosts; stays the caller's to close
   */
  public static Supplier<Consumer<HostOrder>> health(
      HostSessions sessions, SecretKeeper keeper, Redactor redactor) {
    Verifying verifying = new Verifying(new Hosts(sessions, Pace.USUAL));
    Lending lending = new Lending(keeper, redactor);
    return () -> {
      Attempt current = Attempt.current();
      return order -> {
        HealthCheck health = order.target().health();
        if (health != null) {
          StepReport unused =
              lending.with(
                  order, current, false, attempt -> verifying.verify(health, order, attempt));
        }
      };
    };
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
        new Measuring(hosts, lending, attempts),
        new Receiving(hosts, repositories, () -> lending.without(attempts.get())),
        new Resolving(hosts, repositories, () -> lending.without(attempts.get())));
  }
}
