package io.slipway.release;

import io.slipway.contract.Built;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Delivery;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import io.slipway.shell.HostFaultException;
import io.slipway.source.Archive;
import io.slipway.source.Parcel;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a host through a phase: sends the phase's script, and reports what it told. */
final class HostPhases implements HostActivities {
  /** A first clone of a large repository over a slow line. */
  private static final Duration FETCHING = Duration.ofMinutes(50);

  private final Supplier<Attempt> attempts;
  private final Lending lending;
  private final Hosts hosts;
  private final Parcels parcels;
  private final Transfers transfers;
  private final Verifying verifying;
  private final ReadingThrough readingThrough;

  HostPhases(
      Hosts hosts,
      Parcels parcels,
      Transfers transfers,
      Lending lending,
      Supplier<Attempt> attempts) {
    this.attempts = attempts;
    this.lending = lending;
    this.hosts = hosts;
    this.parcels = parcels;
    this.transfers = transfers;
    this.verifying = new Verifying(hosts);
    this.readingThrough = new ReadingThrough(hosts);
  }

  @Override
  public HostReport check(HostOrder order) {
    return phase(
        order,
        "check the host",
        attempt -> {
          long asked = System.nanoTime();
          return hosts.on(
              order,
              attempt,
              host -> {
                Duration connecting = Duration.ofNanos(System.nanoTime() - asked);
                Transcript told = host.run(HostScript.CHECK, "check the host", new Prologue());
                told.steps.addFirst(new StepReport("connect", false, connecting, ""));
                return report(order, told);
              });
        });
  }

  @Override
  public HostReport inspect(HostOrder order) {
    return simple(order, HostScript.INSPECT, "read the releases", new Prologue());
  }

  @Override
  public HostReport serves(HostOrder order) {
    String attempted = "ask whether it serves";
    return phase(
        order,
        attempted,
        attempt -> {
          HostReport found =
              hosts.on(
                  order,
                  attempt,
                  host -> report(order, host.run(HostScript.INSPECT, attempted, new Prologue())));
          HealthCheck health = order.target().health();
          return health == null || found.serving().isEmpty()
              ? found
              : with(found, verifying.serves(health, order.serving(found), attempt));
        });
  }

  @Override
  public HostReport observe(HostOrder order) {
    String attempted = "look for drift";
    return phase(
        order,
        attempted,
        attempt -> {
          Prologue more = Observing.prologue(order);
          Transcript told =
              hosts.on(order, attempt, host -> host.run(HostScript.DRIFT, attempted, more));
          HealthCheck health = order.target().health();
          if (health != null && told.live != null && told.sightings.serves()) {
            verifying.refutes(health, order, attempt).ifPresent(told.sightings::unhealthy);
          }
          return Observing.report(order, told);
        });
  }

  @Override
  public HostReport prepare(HostOrder order) {
    return prepare(order, null);
  }

  /**
   * Prepares a host.
   *
   * @param built what another host has built for it; null for the source's files
   */
  HostReport prepare(HostOrder order, @Nullable Built built) {
    String attempted = "prepare release %s".formatted(order.release());
    return phase(
        order,
        attempted,
        !HostSecrets.filesOn(order).isEmpty(),
        attempt -> {
          Parcel parcel =
              built == null ? parcel(order, attempt) : transfers.parcel(order, built, attempt);
          Prologue archives = archives(parcel, built, order);
          return hosts.on(
              order,
              attempt,
              host -> report(order, deliver(host, parcel, archives, order, attempted)));
        });
  }

  private Parcel parcel(HostOrder order, Attempt attempt) {
    Delivery delivery = order.target().source().delivery();
    return switch (delivery) {
      case CLONE -> new Parcel(List.of(), null);
      case PUSH, RELAY -> parcels.of(order, attempt);
    };
  }

  private static Prologue archives(Parcel parcel, @Nullable Built built, HostOrder order) {
    Prologue archives =
        new Prologue()
            .set("revision_time", Objects.toString(parcel.committedAt(), ""))
            .each("archive", parcel.archives().stream().map(HostPhases::words).toList());
    if (built == null) {
      return archives.set("built", "");
    }
    // Where it was built it stays until the run is over: other workers may come for it.
    boolean keeps =
        order.target().source().delivery() == Delivery.RELAY
            || order.host().name().equals(built.on().name());
    return archives
        .set("built", built.sha256())
        .set("machine", built.machine())
        .set("delivery", (keeps ? Delivery.RELAY : Delivery.PUSH).name());
  }

  private static Transcript deliver(
      LentHost host, Parcel parcel, Prologue archives, HostOrder order, String attempted) {
    Transcript told = host.fill(HostScript.PREPARE, attempted, archives, FETCHING);
    if (told.wanted.isEmpty()) {
      return told;
    }
    parcel.archives().stream()
        .filter(archive -> told.wanted.contains(archive.sha256()))
        .forEach(host::upload);
    Transcript again = host.fill(HostScript.PREPARE, attempted, archives, FETCHING).after(told);
    if (!again.wanted.isEmpty()) {
      throw new HostFaultException(notWhole(order, attempted));
    }
    return again;
  }

  private static HostFailure notWhole(HostOrder order, String attempted) {
    return new HostFailure(
        order.host().name(),
        FailureType.UNKNOWN_OUTCOME,
        "checkout",
        attempted,
        "the archive that was sent is not there, or not whole",
        "It is sent again when this is tried again.",
        "");
  }

  private static List<String> words(Archive archive) {
    return List.of(
        archive.sha256(), archive.at(), archive.strip() == 0 ? "" : "" + archive.strip());
  }

  @Override
  public HostReport build(HostOrder order) {
    return command(order, "build", order.target().steps().build(), false);
  }

  @Override
  public HostReport migrate(HostOrder order) {
    return command(order, "migrate", order.target().steps().migrate(), true);
  }

  private HostReport command(HostOrder order, String name, @Nullable Step declared, boolean once) {
    Step step = Objects.requireNonNull(declared, "no step " + name);
    Function<LentHost, Prologue> told =
        host ->
            host.command(name, step.run(), step, once)
                .set("watched", String.join(", ", step.ifChanged()))
                .eachOf("watched", step.ifChanged().stream().map(Orders::inside).toList());
    return withCommand(
        order,
        "run " + name,
        name,
        step,
        host -> host.run(HostScript.COMMAND, "run " + name, told.apply(host)));
  }

  @Override
  public HostReport unmigrate(HostOrder order) {
    Step step = Objects.requireNonNull(order.target().steps().migrate(), "no step migrate");
    String undo = Objects.requireNonNull(step.undo(), "no undo of step migrate");
    return withCommand(
        order,
        "undo the migration",
        "unmigrate",
        step,
        host ->
            host.run(
                HostScript.UNDO,
                "undo the migration",
                host.command("unmigrate", undo, step, true)));
  }

  @Override
  public HostReport beforeSwitch(HostOrder order) {
    Step step = Objects.requireNonNull(order.target().steps().beforeEach(), "nothing to run first");
    return inLive(order, "run before-switch", HostScript.BEFORE_SWITCH, "before-switch", step);
  }

  /** Runs a command in the release that the host serves. */
  private HostReport inLive(
      HostOrder order, String attempted, HostScript script, String name, Step step) {
    return withCommand(
        order,
        attempted,
        name,
        step,
        host -> host.run(script, attempted, host.command(name, step.run(), step, false)));
  }

  @Override
  public HostReport finished(HostOrder order) {
    return command(order, "finished", order.target().steps().afterAll(), false);
  }

  @Override
  public HostReport activate(HostOrder order) {
    String attempted = "switch to release %s".formatted(order.release());
    return phase(
        order,
        attempted,
        refreshes(order) || gets(restart(order)),
        attempt -> {
          HostReport switched =
              stoppable(
                  order,
                  attempt,
                  "restart",
                  () ->
                      hosts.on(
                          order, attempt, host -> report(order, activate(host, order, attempted))));
          return verifies(order.target())
              ? stoppable(order, attempt, "verify", () -> verified(switched, order, attempt))
              : switched;
        });
  }

  private static Transcript activate(LentHost host, HostOrder order, String attempted) {
    Prologue more = host.environment(restart(order)).flag("verifies", verifies(order.target()));
    return refreshes(order)
        ? host.fill(HostScript.ACTIVATE, attempted, more, LentHost.OWN_WORK)
        : host.run(
            HostScript.ACTIVATE,
            attempted,
            more.flag("has_secret_files", false).each("secret_file", List.of()));
  }

  /** Whether the host's files of secrets are made anew before they count. */
  private static boolean refreshes(HostOrder order) {
    Secrets secrets = order.target().secrets();
    return secrets != null
        && secrets.version() == SecretsVersion.FOLLOW
        && !HostSecrets.filesOn(order).isEmpty();
  }

  private static @Nullable Step restart(HostOrder order) {
    Step restart = order.target().steps().restart();
    return order.target().steps().runs(restart, order.host()) ? restart : null;
  }

  private static boolean gets(@Nullable Step step) {
    return step != null && !step.secrets().isEmpty();
  }

  private static boolean verifies(Target target) {
    return target.health() != null || target.readThrough() != null;
  }

  private HostReport verified(HostReport switched, HostOrder order, Attempt attempt) {
    HostReport report = switched;
    HealthCheck health = order.target().health();
    if (health != null) {
      report = with(report, verifying.verify(health, order, attempt));
    }
    ReadThrough read = order.target().readThrough();
    if (read != null) {
      report = with(report, readingThrough.verify(read, order, attempt));
    }
    // All of this takes time, in which anyone may have switched current.
    String attempted = "read back what is live";
    hosts.on(order, attempt, host -> host.run(HostScript.READ_BACK, attempted, new Prologue()));
    return report;
  }

  private static HostReport with(HostReport report, StepReport step) {
    List<StepReport> steps = new ArrayList<>(report.steps());
    steps.add(step);
    return new HostReport(
            report.host(),
            steps,
            report.live(),
            report.previous(),
            report.releases(),
            report.warnings())
        .beside(report.foreign());
  }

  @Override
  public HostReport finish(HostOrder order) {
    return simple(
        order, HostScript.FINISH, "clean up", new Prologue().set("log_line", LogLine.of(order)));
  }

  @Override
  public HostReport revert(HostOrder order) {
    return withCommand(
        order,
        "go back to what was live before",
        "restart-back",
        restart(order),
        host ->
            host.run(
                HostScript.REVERT,
                "go back to what was live before",
                host.environment(restart(order))));
  }

  @Override
  public HostReport discard(HostOrder order) {
    return simple(
        order, HostScript.DISCARD, "remove release %s".formatted(order.release()), new Prologue());
  }

  @Override
  public HostReport retire(HostOrder order) {
    Step step = Objects.requireNonNull(retirement(order), "nothing that retires a half");
    return inLive(order, "retire it", HostScript.RETIRE, "retire", step);
  }

  /** What retires a host of a half that has no visitors; null when nothing does. */
  static @Nullable Step retirement(HostOrder order) {
    BlueGreen halves = order.target().rollout().blueGreen();
    return halves == null ? null : halves.retire();
  }

  private HostReport simple(
      HostOrder order, HostScript script, String attempted, Prologue prologue) {
    return phase(
        order,
        attempted,
        attempt ->
            hosts.on(order, attempt, host -> report(order, host.run(script, attempted, prologue))));
  }

  private HostReport withCommand(
      HostOrder order,
      String attempted,
      String step,
      @Nullable Step declared,
      Function<LentHost, Transcript> work) {
    return phase(
        order,
        attempted,
        gets(declared),
        attempt ->
            stoppable(
                order,
                attempt,
                step,
                () -> hosts.on(order, attempt, host -> report(order, work.apply(host)))));
  }

  private HostReport phase(HostOrder order, String attempted, Function<Attempt, HostReport> work) {
    return phase(order, attempted, false, work);
  }

  /**
   * @param secrets whether the host gets secrets
   */
  private HostReport phase(
      HostOrder order, String attempted, boolean secrets, Function<Attempt, HostReport> work) {
    Attempt attempt = attempts.get();
    return Boundary.crossing(order, attempted, () -> lending.with(order, attempt, secrets, work));
  }

  /**
   * A command of the user's outlives its connection. So when the run is stopped it is ended here;
   * but when this worker stops, it goes on, and the next attempt finds it.
   */
  private <T> T stoppable(HostOrder order, Attempt attempt, String step, Supplier<T> work) {
    try {
      return work.get();
    } catch (HostFaultException e) {
      throw attempt.output().sent() ? unknown(e) : unsent(e, attempt);
    } catch (ActivityCompletionException e) {
      if (Attempt.cancelled(e)) {
        hosts.on(
            order,
            attempt.ending(),
            host ->
                host.run(
                    HostScript.STOP, "stop " + step, new Prologue().eachOf("step", List.of(step))));
      }
      throw e;
    }
  }

  /** A host that is away after it was sent an order may have obeyed it, or may be about to. */
  private static HostFaultException unknown(HostFaultException e) {
    HostFailure failure = e.failure();
    return switch (failure.type().cause()) {
      case HOST, RELEASE, CONTROL, REFUSED, UNFORESEEN -> e;
      case UNREACHABLE -> new HostFaultException(failure.as(FailureType.UNKNOWN_OUTCOME));
    };
  }

  /**
   * A host that is refused, or refuses us, before it was sent an order is as it was. Of one that is
   * merely away the run finds out more when it is back.
   */
  private static HostFaultException unsent(HostFaultException e, Attempt attempt) {
    return switch (e.failure().type().cause()) {
      case HOST, CONTROL ->
          new HostFaultException(e.failure().untouched(attempt.output().untouched()), e.getCause());
      case UNREACHABLE, RELEASE, REFUSED, UNFORESEEN -> e;
    };
  }

  static HostReport report(HostOrder order, Transcript told) {
    List<StepReport> steps =
        told.steps.stream()
            .map(
                s ->
                    s.step().equals("restart-back")
                        ? new StepReport("restart", s.already(), s.took(), s.output(), s.skipped())
                        : s)
            .toList();
    return new HostReport(
            order.host().name(), steps, told.live, told.previous, told.releases, told.warnings)
        .of(told.committedAt)
        .beside(told.foreign);
  }
}
