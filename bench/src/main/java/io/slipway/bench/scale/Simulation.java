package io.slipway.bench.scale;

import io.slipway.contract.Phase;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import io.slipway.rollout.RolloutPlanner;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How simulated hosts behave. The program and its worker process are given the same options. */
final class Simulation {
  @Option(
      names = "--prepare-ms",
      description = "work of prepare on one host (default ${DEFAULT-VALUE})")
  long prepareMillis = 600;

  @Option(names = "--migrate-ms", description = "work of the migration (default ${DEFAULT-VALUE})")
  long migrateMillis = 500;

  @Option(
      names = "--activate-ms",
      description = "work of activate, and of putting back (default ${DEFAULT-VALUE})")
  long activateMillis = 300;

  @Option(
      names = "--finish-ms",
      description = "work of finish, and of discard (default ${DEFAULT-VALUE})")
  long finishMillis = 100;

  @Option(
      names = "--failing",
      paramLabel = "PERCENT",
      description = "share of hosts that fail (default ${DEFAULT-VALUE})")
  double failingPercent = 0;

  @Option(
      names = "--failing-in",
      paramLabel = "PHASE",
      description = "the phase they fail in, PREPARE or ACTIVATE (default ${DEFAULT-VALUE})")
  Phase failingIn = Phase.ACTIVATE;

  /** The same options for another process. */
  List<String> arguments() {
    return List.of(
        "--prepare-ms=" + prepareMillis,
        "--migrate-ms=" + migrateMillis,
        "--activate-ms=" + activateMillis,
        "--finish-ms=" + finishMillis,
        "--failing=" + failingPercent,
        "--failing-in=" + failingIn);
  }

  /** How long a phase works on a host. */
  Duration work(Phase phase) {
    return Duration.ofMillis(
        switch (phase) {
          case PREPARE -> prepareMillis;
          case ACTIVATE, REVERT -> activateMillis;
          case FINISH, CONCLUDE, DISCARD, INSPECT, LOOK, RETIRE -> finishMillis;
        });
  }

  /** The same hosts fail in every process, so that what is reported can be checked. */
  boolean fails(HostName host, Phase phase) {
    int spread = host.value().hashCode() * 0x9E3779B9;
    return phase == failingIn
        && Integer.remainderUnsigned(spread >>> 8, 10_000) < failingPercent * 100;
  }

  /** The least wall time of a deploy that goes well, were there no engine at all. */
  Duration ideal(Target target) {
    int parallel = target.rollout().maxParallel();
    long all = Math.ceilDiv(target.hosts().size(), parallel);
    long activations =
        RolloutPlanner.batches(target.hosts(), target.rollout()).stream()
            .mapToLong(batch -> Math.ceilDiv(batch.size(), parallel))
            .sum();
    return Duration.ofMillis(
        all * prepareMillis + migrateMillis + activations * activateMillis + all * finishMillis);
  }
}
