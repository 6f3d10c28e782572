package io.slipway.workflow;

import io.slipway.contract.BatchOrder;
import io.slipway.contract.Phase;
import io.slipway.contract.Received;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Relay;
import io.slipway.domain.Source;
import io.slipway.domain.Target;
import io.slipway.rollout.RelayTree;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From where the hosts of a batch get what they deploy, and how many of them at once. */
final class Supply {
  /** Of a batch that delivers nothing. */
  static final Supply NONE = new Supply(new FetchPlaces(null), null);

  private final FetchPlaces fetching;
  private final @Nullable RelayTree tree;
  private final Map<HostName, HostName> parents = new LinkedHashMap<>();

  private Supply(FetchPlaces fetching, @Nullable RelayTree tree) {
    this.fetching = fetching;
    this.tree = tree;
  }

  static Supply of(BatchOrder order) {
    Source source = order.target().source();
    boolean relays = order.phase() == Phase.PREPARE && source.delivery() == Delivery.RELAY;
    Relay relay = Objects.requireNonNullElse(source.relay(), Relay.DEFAULT);
    return new Supply(
        new FetchPlaces(order.fetching()), relays ? new RelayTree(relay.degree()) : null);
  }

  /** Waits until somebody has time for the host; false when the batch is cancelled meanwhile. */
  boolean take(Host host) {
    if (!fetching.take(host.name())) {
      return false;
    }
    if (tree == null) {
      return true;
    }
    try {
      Workflow.await(tree::ready);
    } catch (CanceledFailure e) {
      return false;
    }
    tree.begin(host.name()).ifPresent(parent -> parents.put(host.name(), parent));
    return true;
  }

  /** Whether hosts hand it on to each other. */
  boolean relays() {
    return tree != null;
  }

  /** The host that this one gets it from; null for the worker. */
  @Nullable Host parent(Host host, Target batch) {
    HostName name = parents.get(host.name());
    return batch.hosts().stream().filter(h -> h.name().equals(name)).findFirst().orElse(null);
  }

  /** The host has it, or nothing came of it. Whatever comes after that keeps nobody waiting. */
  void end(Host host, @Nullable Received received) {
    fetching.giveBack(host.name());
    if (tree != null) {
      tree.end(host.name(), received);
    }
  }
}
