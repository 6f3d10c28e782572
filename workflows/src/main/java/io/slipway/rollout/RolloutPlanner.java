package io.slipway.rollout;

import io.slipway.domain.BatchSize;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Canary;
import io.slipway.domain.Color;
import io.slipway.domain.Deadlines;
import io.slipway.domain.Host;
import io.slipway.domain.Rollout;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Divides a fleet. Hosts keep the order in which they are given throughout. */
public final class RolloutPlanner {
  /** What a run's history has room for. */
  public static final int MOST_MEASUREMENTS = 1000;

  private RolloutPlanner() {}

  /**
   * The batches of a rollout in order, its canary first; each host is in exactly one, and none is
   * empty.
   */
  public static List<List<Host>> batches(List<Host> hosts, Rollout rollout) {
    List<Host> canaries = canaries(hosts, rollout);
    List<Host> others = hosts.stream().filter(h -> !canaries.contains(h)).toList();
    List<List<Host>> batches = new ArrayList<>();
    List<BatchSize> sizes = rollout.batches();
    int from = 0;
    for (int number = 0; from < others.size(); number++) {
      BatchSize size = sizes.get(Math.min(number, sizes.size() - 1));
      int to = Math.min(others.size(), from + size.of(hosts.size()));
      batches.add(List.copyOf(others.subList(from, to)));
      from = to;
    }
    if (!canaries.isEmpty()) {
      batches.addFirst(canaries);
    }
    return List.copyOf(batches);
  }

  /** The hosts of the first batch, if that is a canary; empty else. */
  public static List<Host> canaries(List<Host> hosts, Rollout rollout) {
    Canary canary = rollout.canary();
    return canary == null ? List.of() : CanaryPick.of(hosts, canary);
  }

  /**
   * The hosts in as few portions of at most so many as can be, all about equally large: portions
   * work side by side, and the phase lasts as long as the largest.
   */
  public static List<List<Host>> portions(List<Host> hosts, int most) {
    int count = (hosts.size() + most - 1) / most;
    List<List<Host>> portions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) hosts.size() * i / count);
      int to = (int) ((long) hosts.size() * (i + 1) / count);
      portions.add(List.copyOf(hosts.subList(from, to)));
    }
    return List.copyOf(portions);
  }

  /**
   * How many hosts each portion may work on at once, so that together they never exceed {@code
   * maxParallel}: portions past the number that can be open wait for one of these to end.
   *
   * @param open how many portions may be open at once, see {@link #open}
   */
  public static List<Integer> shares(int portions, int open, int maxParallel) {
    int rest = portions <= open ? maxParallel % open : 0;
    List<Integer> shares = new ArrayList<>();
    for (int i = 0; i < portions; i++) {
      shares.add(maxParallel / open + (i < rest ? 1 : 0));
    }
    return List.copyOf(shares);
  }

  /** How many portions may be open at once, so that each has at least one host in work. */
  public static int open(int portions, int most, int maxParallel) {
    return Math.max(1, Math.min(portions, Math.min(most, maxParallel)));
  }

  /**
   * Why a target cannot be deployed to as it is, in whole sentences; empty when it can. For both
   * the plan and the run.
   */
  public static Optional<String> fault(Target target) {
    return shortage(target)
        .or(() -> ColorRules.fault(target))
        .or(() -> withoutMigration(target))
        .or(() -> BuildOnce.fault(target));
  }

  /** Why no host could ever be switched with the numbers of the rollout; empty when they can. */
  public static Optional<String> shortage(Target target) {
    return ServiceLevel.of(target)
        .flatMap(ServiceLevel::fault)
        .map(fault -> "rollout.min_healthy: %s. %s".formatted(fault.what(), fault.remedy()))
        .or(() -> tooMuchToMeasure(target))
        .or(() -> noTime(target));
  }

  private static Optional<String> noTime(Target target) {
    Deadlines deadlines = target.rollout().deadlines();
    return deadlines == null
        ? Optional.empty()
        : BakeTime.of(target.hosts(), target.rollout())
            .fault(deadlines)
            .map(fault -> "rollout.deadline: %s. %s".formatted(fault.what(), fault.remedy()));
  }

  private static Optional<String> tooMuchToMeasure(Target target) {
    Canary canary = target.rollout().canary();
    long all = canary == null ? 0 : CanaryPick.measurements(target.hosts(), canary);
    if (all > MOST_MEASUREMENTS) {
      return Optional.of(
          "rollout.canary: its checks make up to %d measurements, each host of the canary by itself, and %d is the most. Take fewer hosts, or lower count."
              .formatted(all, MOST_MEASUREMENTS));
    }
    BlueGreen halves = target.rollout().blueGreen();
    long most = halves == null ? 0 : measurements(halves, target.hosts());
    return most <= MOST_MEASUREMENTS
        ? Optional.empty()
        : Optional.of(
            "rollout.blue_green: its checks make up to %d measurements, each host of a half by itself, and %d is the most. Lower count."
                .formatted(most, MOST_MEASUREMENTS));
  }

  private static long measurements(BlueGreen halves, List<Host> hosts) {
    Canary watch = halves.watch();
    return watch == null
        ? 0
        : Stream.of(Color.values())
            .mapToLong(color -> CanaryPick.measurements(halves.of(color, hosts), watch))
            .max()
            .orElse(0);
  }

  /** Why code would go live without its migration; empty when it would not. */
  public static Optional<String> withoutMigration(Target target) {
    Step migrate = target.steps().migrate();
    if (migrate == null || !hostsOf(migrate, target).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "No selected host plays role %s, on which steps.migrate runs. Select one of its hosts too, or take the step out."
            .formatted(migrate.on()));
  }

  /**
   * The hosts that a step runs on. For a step that runs once that is the role's primary, else the
   * role's first; empty when no host of the target plays the role.
   */
  public static List<Host> hostsOf(Step step, Target target) {
    return hostsOf(step, target.hosts());
  }

  /** The same, where only these hosts are left. */
  public static List<Host> hostsOf(Step step, List<Host> hosts) {
    List<Host> all = hosts.stream().filter(step::runsOn).toList();
    if (!step.once() || all.isEmpty()) {
      return all;
    }
    return primary(all).stream().toList();
  }

  /** The primary of some hosts, else the first of them; empty where there are none. */
  static Optional<Host> primary(List<Host> hosts) {
    return hosts.stream().filter(Host::primary).findFirst().or(() -> hosts.stream().findFirst());
  }
}
