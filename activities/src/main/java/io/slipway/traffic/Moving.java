package io.slipway.traffic;

import io.slipway.contract.Crowd;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.MoveOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Traffic;
import io.slipway.rollout.Names;
import io.slipway.shell.HostFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves visitors from one half of a stage to the other, on all parts of its balancer. */
final class Moving {
  private static final int NAMED = 5;

  private final List<MoveLink> links;
  private final HostOrder order;
  private final Turn turn;
  private final Traffic traffic;

  Moving(Balancing balancing, HostOrder order, Turn turn) {
    this.links = balancing.moveLinks(order, turn);
    this.order = order;
    this.turn = turn;
    this.traffic = Objects.requireNonNull(order.target().traffic());
  }

  /** Where visitors are sent. */
  Crowd crowd() {
    List<Host> reached = order.target().hosts().stream().filter(traffic::reaches).toList();
    Sides all = new Sides(reached, List.of(), null);
    List<Crowd.Part> parts = new ArrayList<>();
    for (MoveLink link : links) {
      Map<HostName, Standing> stands = link.look(all);
      parts.add(
          new Crowd.Part(
              HostName.of(link.name().replaceAll("[^A-Za-z0-9._:-]", "-")),
              in(stands, Standing.Place.IN),
              in(stands, Standing.Place.OURS),
              in(stands, Standing.Place.FOREIGN, Standing.Place.TAKEN)));
      turn.pulse().beat();
    }
    return new Crowd(parts);
  }

  private static List<HostName> in(Map<HostName, Standing> stands, Standing.Place... places) {
    return names(stands, s -> List.of(places).contains(s.place()));
  }

  private static List<HostName> names(
      Map<HostName, Standing> stands, Predicate<Standing> condition) {
    return stands.entrySet().stream()
        .filter(e -> condition.test(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * @param health throws when the host of an order has not passed its health check; asked of
   *     several at a time
   */
  HostReport move(MoveOrder move, Consumer<HostOrder> health) {
    long began = System.nanoTime();
    Sides sides = new Sides(move.entering(), move.leaving(), move.back() ? order.key().id() : null);
    if (!move.back()) {
      int most = order.target().rollout().maxParallel();
      SideBySide.each(sides.incoming(), most, host -> verify(host, health));
    }
    // Nobody is moved on one machine while another does not even answer.
    if (move.back()) {
      links.forEach(link -> link.look(sides));
    } else {
      // A balancer that has not yet seen a host start again would have nobody to send visitors to.
      awaitIncoming(move, sides, s -> (s.place() == Standing.Place.IN || s.ours()) && !s.fit());
    }
    Map<MoveLink, Map<HostName, Standing>> moved = new LinkedHashMap<>();
    links.forEach(link -> moved.put(link, link.move(sides)));
    boolean already =
        moved.values().stream().flatMap(m -> m.values().stream()).allMatch(Standing::already);
    if (!move.back()) {
      awaitIncoming(move, sides, s -> s.place() == Standing.Place.IN && !s.up());
    }
    links.forEach(link -> link.settle(sides));
    List<String> warnings = new ArrayList<>();
    moved.forEach((link, stands) -> foreign(link, stands, sides).ifPresent(warnings::add));
    awaitGone(sides, warnings);
    return report(already, began, warnings);
  }

  private void verify(Host host, Consumer<HostOrder> health) {
    turn.pulse().beat();
    health.accept(of(host));
  }

  private HostOrder of(Host host) {
    return new HostOrder(
        order.key(),
        order.target().withHosts(List.of(host)),
        order.release(),
        order.revision(),
        order.ref(),
        order.initiator(),
        order.epoch(),
        null,
        order.pins(),
        null);
  }

  private record Stand(MoveLink link, HostName host, Standing standing) {
    String words() {
      return "%s sees %s as '%s'".formatted(link.name(), host, standing.words());
    }
  }

  /** Hosts on one side that are not as they should be, on whichever part of the balancer. */
  private List<Stand> stands(List<Host> side, Sides sides, Predicate<Standing> bad) {
    List<HostName> names = side.stream().map(Host::name).toList();
    List<Stand> found = new ArrayList<>();
    for (MoveLink link : links) {
      turn.pulse().beat();
      link.look(sides)
          .forEach(
              (host, standing) -> {
                if (names.contains(host) && bad.test(standing)) {
                  found.add(new Stand(link, host, standing));
                }
              });
    }
    return found;
  }

  /**
   * Waits until none of those that come is bad; otherwise it is seen to that none of them is in.
   */
  private void awaitIncoming(MoveOrder move, Sides sides, Predicate<Standing> bad) {
    List<Stand> down =
        Patience.untilNone(() -> stands(sides.incoming(), sides, bad), traffic.upWithin(), turn);
    if (down.isEmpty()) {
      return;
    }
    Sides back = sides.reversed(order.key().id());
    if (sides.outgoing().isEmpty()) {
      throw notUp(move, down, "");
    }
    links.forEach(link -> link.move(back));
    links.forEach(link -> link.settle(back));
    throw notUp(move, down, "; visitors are on " + move.to().other().word());
  }

  private HostFaultException notUp(MoveOrder move, List<Stand> down, String after) {
    String seen =
        down.stream().limit(NAMED).map(Stand::words).collect(Collectors.joining(", "))
            + (down.size() > NAMED ? " and %d more".formatted(down.size() - NAMED) : "");
    return new HostFaultException(
        new HostFailure(
            traffic.name(),
            FailureType.VERIFY_FAILED,
            "move",
            "move visitors to %s".formatted(move.to().word()),
            "after %d s %s%s".formatted(traffic.upWithin().toSeconds(), seen, after),
            "Look at the balancer's own health check, or give it more time with"
                + " traffic.up_within.",
            ""));
  }

  private void awaitGone(Sides sides, List<String> warnings) {
    Duration limit = traffic.drainFor();
    List<Stand> left =
        Patience.untilNone(
            () ->
                stands(
                    sides.outgoing(), sides, s -> s.place() == Standing.Place.OURS && !s.empty()),
            limit,
            turn);
    if (!left.isEmpty()) {
      Stand first = left.getFirst();
      warnings.add(
          "after %d s %s still has %s at '%s'%s; nobody waits longer"
              .formatted(
                  limit.toSeconds(),
                  first.link().name(),
                  first.host(),
                  first.standing().words().isEmpty()
                      ? "no count of connections"
                      : first.standing().words(),
                  left.size() == 1 ? "" : ", and %d more".formatted(left.size() - 1)));
    }
  }

  private static Optional<String> foreign(
      MoveLink link, Map<HostName, Standing> stands, Sides sides) {
    List<HostName> names =
        sides.incoming().stream()
            .map(Host::name)
            .filter(
                h -> {
                  @Nullable Standing standing = stands.get(h);
                  return standing != null
                      && (standing.place() == Standing.Place.FOREIGN
                          || standing.place() == Standing.Place.TAKEN);
                })
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s out of %s by other hands, and %s so: %s"
                .formatted(
                    names.size() == 1 ? "one host is" : names.size() + " hosts are",
                    link.name(),
                    names.size() == 1 ? "stays" : "stay",
                    Names.of(names)));
  }

  private HostReport report(boolean already, long began, List<String> warnings) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new HostReport(
        traffic.name(),
        List.of(new StepReport("move", already, took, "")),
        order.release(),
        null,
        List.of(),
        warnings);
  }
}
