package io.slipway.traffic;

import io.slipway.contract.HostOrder;
import io.slipway.domain.Balancer;
import io.slipway.domain.Host;
import io.slipway.domain.Traffic;
import io.slipway.shell.HostSessions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the activity that tells balancers, and keeps what it works through. */
public final class Balancing implements AutoCloseable {
  private final HostSessions sessions;
  private final UnaryOperator<String> redact;
  private final TargetGroups groups;
  private final Supplier<Consumer<HostOrder>> health;

  /**
   * @param sessions the way to machines of balancers; stays the caller's to close
   * @param environment of the worker, which says how it gets to AWS
   * @param redact takes secrets out of what machines tell
   * @param health gives, within an activity, what returns when the host of an order has passed its
   *     health check and throws otherwise, on any thread
   */
  public Balancing(
      HostSessions sessions,
      Map<String, String> environment,
      UnaryOperator<String> redact,
      Supplier<Consumer<HostOrder>> health) {
    this.sessions = sessions;
    this.redact = redact;
    this.groups = new TargetGroups(environment);
    this.health = health;
  }

  /** The implementation that a worker registers. */
  public Object activities() {
    return new Steering(this, health, Turn::current);
  }

  /** The ways to all parts of the order's balancer. */
  List<BalancerLink> links(HostOrder order, Turn turn) {
    Traffic traffic = Objects.requireNonNull(order.target().traffic(), "no traffic");
    Namings names = new Namings(traffic, order.target().stage());
    if (traffic.balancer() instanceof Balancer.TargetGroup group) {
      return List.of(new TargetGroupLink(groups, group, order, names, turn.pulse()));
    }
    List<Host> machines = traffic.machines().isEmpty() ? List.of(order.host()) : traffic.machines();
    return machines.stream()
        .map(m -> (BalancerLink) new MachineLink(machine(m, order, turn), names))
        .toList();
  }

  /** The ways to all parts of the order's balancer, for both halves of its stage. */
  List<MoveLink> moveLinks(HostOrder order, Turn turn) {
    Traffic traffic = Objects.requireNonNull(order.target().traffic(), "no traffic");
    Namings names = new Namings(traffic, order.target().stage());
    if (traffic.balancer() instanceof Balancer.TargetGroup group) {
      return List.of(new TargetGroupMove(groups, group, order, names, turn.pulse()));
    }
    return traffic.machines().stream()
        .map(m -> (MoveLink) new MachineMove(machine(m, order, turn), names))
        .toList();
  }

  Machine machine(Host host, HostOrder order, Turn turn) {
    return new Machine(sessions, host, order.target().ssh(), turn, order, redact);
  }

  TargetGroups groups() {
    return groups;
  }

  @Override
  public void close() {
    groups.close();
  }
}
