package io.slipway.rollout;

import io.slipway.contract.Received;
import io.slipway.domain.HostName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who hands on to whom: a tree that grows as hosts get what is deployed. The first two hosts get it
 * from the worker, so that one that is away keeps nobody waiting; each that has it gives it to so
 * many others at the same time. Hosts that do not give are asked no more, and where giving fails
 * again and again the worker sends to all. The same happenings in the same order lead to the same
 * tree.
 */
public final class RelayTree {
  /** So often in a row nobody gives before it counts as impossible. */
  private static final int PATIENCE = 3;

  /** Hosts that the worker sends to before any host has it. */
  private static final int FIRST = 2;

  /** So often a host does not give before it is asked no more. */
  private static final int CHANCES = 2;

  private final int degree;
  private final Map<HostName, Integer> giving = new LinkedHashMap<>();
  private final Map<HostName, Integer> failures = new LinkedHashMap<>();
  private final Map<HostName, Optional<HostName>> receiving = new LinkedHashMap<>();
  private int vain;

  /**
   * @param degree most hosts that one host gives to at the same time, 1 or more
   */
  public RelayTree(int degree) {
    this.degree = degree;
  }

  /** Whether a host need not wait for one that will have room, or will have it at all. */
  public boolean ready() {
    return impossible() || parent().isPresent() || (giving.isEmpty() && sending() < FIRST);
  }

  private long sending() {
    return receiving.values().stream().filter(Optional::isEmpty).count();
  }

  /** A host gets it now: from whom; empty for the worker. */
  public Optional<HostName> begin(HostName host) {
    Optional<HostName> parent = impossible() ? Optional.empty() : parent();
    parent.ifPresent(p -> giving.merge(p, 1, Integer::sum));
    receiving.put(host, parent);
    return parent;
  }

  /**
   * It has got it, or not; does nothing for a host that has not begun.
   *
   * @param received null when nothing came of it
   */
  public void end(HostName host, @Nullable Received received) {
    Optional<HostName> parent = receiving.remove(host);
    if (parent == null) {
      return;
    }
    parent.ifPresent(p -> giving.computeIfPresent(p, (name, count) -> count - 1));
    if (received == null) {
      return;
    }
    if (received.holds()) {
      giving.putIfAbsent(host, 0);
    }
    if (received.vain()) {
      vain++;
      parent.ifPresent(this::failed);
    } else if (received.from() != null) {
      vain = 0;
    }
  }

  private void failed(HostName parent) {
    if (failures.merge(parent, 1, Integer::sum) >= CHANCES) {
      giving.remove(parent);
    }
  }

  private boolean impossible() {
    return vain >= PATIENCE;
  }

  /** Who gives to the fewest, and has had it for longest. */
  private Optional<HostName> parent() {
    HostName best = null;
    int least = degree;
    for (Map.Entry<HostName, Integer> each : giving.entrySet()) {
      if (each.getValue() < least) {
        best = each.getKey();
        least = each.getValue();
      }
    }
    return Optional.ofNullable(best);
  }
}
