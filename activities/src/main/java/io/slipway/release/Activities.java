package io.slipway.release;

import io.slipway.command.OpenedCommands;
import io.slipway.contract.HostOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.HealthCheck;
import io.slipway.log.Logbook;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretKeeper;
import io.slipway.shell.HostSessions;
import io.slipway.source.Artifacts;
import io.slipway.source.BuiltTrees;
import io.slipway.source.Repositories;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the activities that a worker registers. */
public final class Activities {
  private static final OpenedCommands NOTHING_OPENED = new OpenedCommands(Map.of(), new Redactor());

  private Activities() {}

  /**
   * @param sessions the way to hosts; stays the caller's to close
   * @param artifacts stay the caller's to close
   * @param trees what hosts build for others
   * @param keeper of the secrets of runs; stays the caller's to close
   * @param redactor what the keeper tells its values
   * @param logbook where all is kept that commands say; stays the caller's to close
   * @param commands what the worker's operator has opened, among it what builds
   */
  public static List<Object> of(
      HostSessions sessions,
      Repositories repositories,
      Artifacts artifacts,
      BuiltTrees trees,
      SecretKeeper keeper,
      Redactor redactor,
      Logbook logbook,
      OpenedCommands commands) {
    Lending lending = new Lending(keeper, redactor);
    Parcels parcels = new Parcels(repositories, artifacts, lending);
    return of(
        new Hosts(sessions, Pace.USUAL, logbook),
        repositories,
        parcels,
        trees,
        new WorkerBuild(commands, parcels, trees, logbook),
        lending,
        Attempt::current);
  }

  /**
   * Gives, within an activity, what returns when the host of an order has passed its health check,
   * and throws otherwise: on any thread, for as long as the activity goes on.
   *
   * @param sessions the way to hosts; stays the caller's to close
   * @param logbook where all is kept that commands say; stays the caller's to close
   */
  public static Supplier<Consumer<HostOrder>> health(
      HostSessions sessions, SecretKeeper keeper, Redactor redactor, Logbook logbook) {
    Verifying verifying = new Verifying(new Hosts(sessions, Pace.USUAL, logbook));
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
    return of(sessions, cache, lending, pace, attempts, Logbook.NONE, NOTHING_OPENED);
  }

  static List<Object> of(
      HostSessions sessions,
      Path cache,
      Lending lending,
      Pace pace,
      Supplier<Attempt> attempts,
      Logbook logbook,
      OpenedCommands commands) {
    Hosts hosts = new Hosts(sessions, pace, logbook);
    Repositories repositories = new Repositories(cache);
    Parcels parcels = new Parcels(repositories, new Artifacts(cache, Map.of()), lending);
    BuiltTrees trees = new BuiltTrees(cache);
    return of(
        hosts,
        repositories,
        parcels,
        trees,
        new WorkerBuild(commands, parcels, trees, logbook),
        lending,
        attempts);
  }

  private static List<Object> of(
      Hosts hosts,
      Repositories repositories,
      Parcels parcels,
      BuiltTrees trees,
      WorkerBuild onWorker,
      Lending lending,
      Supplier<Attempt> attempts) {
    Transfers transfers = new Transfers(hosts, trees);
    HostPhases phases = new HostPhases(hosts, parcels, transfers, lending, attempts);
    return List.of(
        phases,
        new Measuring(hosts, lending, attempts),
        new Receiving(hosts, parcels, transfers, () -> lending.without(attempts.get())),
        new Building(hosts, phases, transfers, onWorker, lending, attempts),
        new Resolving(hosts, repositories, parcels, () -> lending.without(attempts.get())));
  }
}
