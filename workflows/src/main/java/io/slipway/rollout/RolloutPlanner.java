package io.slipway.rollout;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Host;
import io.slipway.domain.Rollout;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import java.util.ArrayList;
import java.util.List;

/** Divides a fleet. Hosts keep the order of the file throughout. */
public final class RolloutPlanner {
  private RolloutPlanner() {}

  /** The batches of a rollout in order; each host is in exactly one, and none is empty. */
  public static List<List<Host>> batches(List<Host> hosts, Rollout rollout) {
    List<List<Host>> batches = new ArrayList<>();
    int from = 0;
    while (from < hosts.size()) {
      List<BatchSize> sizes = rollout.batches();
      BatchSize size = sizes.get(Math.min(batches.size(), sizes.size() - 1));
      int to = Math.min(hosts.size(), from + size.of(hosts.size()));
      batches.add(List.copyOf(hosts.subList(from, to)));
      from = to;
    }
    return List.copyOf(batches);
  }

  /** The hosts in portions of at most so many. */
  public static List<List<Host>> portions(List<Host> hosts, int most) {
    List<List<Host>> portions = new ArrayList<>();
    for (int from = 0; from < hosts.size(); from += most) {
      portions.add(List.copyOf(hosts.subList(from, Math.min(hosts.size(), from + most))));
    }
    return List.copyOf(portions);
  }

  /**
   * The hosts that a step runs on. For a step that runs once that is the role's primary, else the
   * role's first; empty when no host of the target plays the role.
   */
  public static List<Host> hostsOf(Step step, Target target) {
    List<Host> all = target.hosts().stream().filter(step::runsOn).toList();
    if (!step.once() || all.isEmpty()) {
      return all;
    }
    return List.of(all.stream().filter(Host::primary).findFirst().orElse(all.getFirst()));
  }
}
