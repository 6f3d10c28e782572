package io.slipway.bench.scale;

import io.slipway.contract.AuditActivities;
import io.slipway.contract.AuditNote;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SourceActivities;
import io.slipway.contract.StepReport;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Hosts that take their time and do nothing else. They remember which release they serve. */
final class SimulatedHosts implements AuditActivities, HostActivities, SourceActivities {
  /** What every host serves before its first deploy. */
  static final ReleaseId BEFORE = ReleaseId.of("20260101000000");

  static final Revision REVISION = Revision.of("0123456789abcdef0123456789abcdef01234567");
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Simulation simulation;
  private final Map<HostName, ReleaseId> live = new ConcurrentHashMap<>();

  SimulatedHosts(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void note(AuditNote note) {}

  @Override
  public ResolvedRevision resolve(HostOrder order) {
    return new ResolvedRevision(order.ref(), REVISION);
  }

  @Override
  public HostReport check(HostOrder order) {
    return work(order, Phase.INSPECT, "check");
  }

  @Override
  public HostReport inspect(HostOrder order) {
    return work(order, Phase.INSPECT, "inspect");
  }

  @Override
  public HostReport serves(HostOrder order) {
    return work(order, Phase.INSPECT, "serves");
  }

  @Override
  public HostReport observe(HostOrder order) {
    return work(order, Phase.INSPECT, "observe");
  }

  @Override
  public HostReport prepare(HostOrder order) {
    return work(order, Phase.PREPARE, "check", "checkout", "link");
  }

  @Override
  public HostReport build(HostOrder order) {
    return work(order, Phase.PREPARE, "build");
  }

  @Override
  public HostReport migrate(HostOrder order) {
    pass(Duration.ofMillis(simulation.migrateMillis));
    return report(order.host().name(), Duration.ofMillis(simulation.migrateMillis), "migrate");
  }

  @Override
  public HostReport unmigrate(HostOrder order) {
    pass(Duration.ofMillis(simulation.migrateMillis));
    return report(order.host().name(), Duration.ofMillis(simulation.migrateMillis), "unmigrate");
  }

  @Override
  public HostReport activate(HostOrder order) {
    live.put(order.host().name(), Objects.requireNonNull(order.release()));
    return work(order, Phase.ACTIVATE, "symlink", "restart", "verify");
  }

  @Override
  public HostReport beforeSwitch(HostOrder order) {
    return work(order, Phase.ACTIVATE, "before-switch");
  }

  @Override
  public HostReport finished(HostOrder order) {
    return work(order, Phase.CONCLUDE, "finished");
  }

  @Override
  public HostReport finish(HostOrder order) {
    return work(order, Phase.FINISH, "cleanup", "log");
  }

  @Override
  public HostReport revert(HostOrder order) {
    live.put(order.host().name(), BEFORE);
    return work(order, Phase.REVERT, "symlink", "restart");
  }

  @Override
  public HostReport discard(HostOrder order) {
    return work(order, Phase.DISCARD, "discard");
  }

  @Override
  public HostReport retire(HostOrder order) {
    return work(order, Phase.RETIRE, "retire");
  }

  private HostReport work(HostOrder order, Phase phase, String... steps) {
    HostName host = order.host().name();
    Duration took = simulation.work(phase);
    pass(took);
    if (simulation.fails(host, phase)) {
      throw failure(host, phase);
    }
    return report(host, took, steps);
  }

  private HostReport report(HostName host, Duration took, String... steps) {
    return new HostReport(
        host,
        List.of(steps).stream()
            .map(step -> new StepReport(step, false, took.dividedBy(steps.length), ""))
            .toList(),
        live.getOrDefault(host, BEFORE),
        BEFORE,
        List.of(new ReleaseInfo(BEFORE, REVISION, true)),
        List.of());
  }

  /** Heartbeats as activities that wait for a host do. */
  private static void pass(Duration time) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
        context.heartbeat(null);
        Thread.sleep(Duration.ofNanos(Math.min(left, BEAT.toNanos())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    }
  }

  private static ApplicationFailure failure(HostName host, Phase phase) {
    FailureType type = FailureType.STEP_FAILED;
    HostFailure failure =
        new HostFailure(
            host,
            type,
            phase.name().toLowerCase(Locale.ROOT),
            "work",
            "the simulation lets this host fail",
            "Run without --failing.",
            "a line of output\n".repeat(40));
    return ApplicationFailure.newBuilder()
        .setType(type.name())
        .setMessage(failure.message())
        .setDetails(failure)
        .setNonRetryable(true)
        .build();
  }
}
