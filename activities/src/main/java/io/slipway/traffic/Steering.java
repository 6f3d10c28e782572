package io.slipway.traffic;

import io.slipway.contract.Crowd;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.MoveOrder;
import io.slipway.contract.StepReport;
import io.slipway.contract.TrafficActivities;
import io.slipway.domain.Traffic;
import io.slipway.release.Boundary;
import io.slipway.shell.HostFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells all parts of a balancer of one host, and waits until they have done it. */
final class Steering implements TrafficActivities {
  private final Balancing balancing;
  private final Supplier<Consumer<HostOrder>> health;
  private final Supplier<Turn> turns;

  Steering(Balancing balancing, Supplier<Consumer<HostOrder>> health, Supplier<Turn> turns) {
    this.balancing = balancing;
    this.health = health;
    this.turns = turns;
  }

  @Override
  public HostReport drain(HostOrder order) {
    return told(order, "take it out of its balancer", turn -> drain(order, turn));
  }

  @Override
  public HostReport undrain(HostOrder order) {
    return told(order, "let it into its balancer", turn -> undrain(order, turn));
  }

  @Override
  public HostReport check(HostOrder order) {
    return told(order, "look at its balancer", turn -> new Look(balancing, order, turn).report());
  }

  @Override
  public Crowd crowd(HostOrder order) {
    return told(
        order, "see where visitors are sent", turn -> new Moving(balancing, order, turn).crowd());
  }

  @Override
  public HostReport move(MoveOrder order) {
    return told(
        order.order(),
        "move visitors to " + order.to().word(),
        turn -> new Moving(balancing, order.order(), turn).move(order, health.get()));
  }

  private <T> T told(HostOrder order, String attempted, Function<Turn, T> work) {
    return Boundary.crossing(
        order,
        attempted,
        () -> {
          try {
            return work.apply(turns.get());
          } catch (Namings.ImproperNameException e) {
            throw new HostFaultException(
                new HostFailure(
                    order.host().name(),
                    FailureType.BALANCER_UNUSABLE,
                    null,
                    attempted,
                    String.valueOf(e.getMessage()),
                    "Change traffic in slipway.yml.",
                    ""));
          }
        });
  }

  private HostReport drain(HostOrder order, Turn turn) {
    long began = System.nanoTime();
    Map<BalancerLink, Standing> ours = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    boolean already = true;
    for (BalancerLink link : balancing.links(order, turn)) {
      Standing standing = link.drain();
      if (standing.ours()) {
        ours.put(link, standing);
        already &= standing.already();
      } else {
        warnings.add(byOthers(standing, link));
      }
    }
    Duration limit = traffic(order).drainFor();
    Patience.until(ours, Standing::empty, limit, turn)
        .forEach((link, standing) -> warnings.add(left(link, standing, limit)));
    String skipped = ours.isEmpty() ? "it was out already, by other hands" : null;
    return report(order, "drain", already, began, skipped, warnings);
  }

  private static String byOthers(Standing standing, BalancerLink link) {
    return "it is out of %s by other hands, and stays so%s"
        .formatted(
            link.name(), standing.words().isEmpty() ? "" : " (%s)".formatted(standing.words()));
  }

  private static String left(BalancerLink link, Standing standing, Duration limit) {
    return "after %d s %s still has it at '%s'; nobody waits longer"
        .formatted(
            limit.toSeconds(),
            link.name(),
            standing.words().isEmpty() ? "no count of connections" : standing.words());
  }

  private HostReport undrain(HostOrder order, Turn turn) {
    long began = System.nanoTime();
    List<BalancerLink> ours = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (BalancerLink link : balancing.links(order, turn)) {
      switch (link.look().place()) {
        case OURS -> ours.add(link);
        case TAKEN -> warnings.add(byOthers(link.undrain(), link));
        case IN, FOREIGN -> {}
      }
    }
    if (ours.isEmpty()) {
      return report(order, "undrain", true, began, "nobody of us has taken it out", warnings);
    }
    if (!order.serves()) {
      String names = ours.stream().map(BalancerLink::name).collect(Collectors.joining(", "));
      return report(
          order,
          "undrain",
          true,
          began,
          "it serves nothing",
          List.of("it serves nothing, and stays out of %s until it does".formatted(names)));
    }
    health.get().accept(order);
    letIn(order, ours, warnings, turn);
    return report(order, "undrain", false, began, null, warnings);
  }

  private void letIn(HostOrder order, List<BalancerLink> ours, List<String> warnings, Turn turn) {
    Map<BalancerLink, Standing> entering = new LinkedHashMap<>();
    for (BalancerLink link : ours) {
      Standing standing = link.undrain();
      if (standing.ours()) {
        entering.put(link, standing);
      } else {
        warnings.add(byOthers(standing, link));
      }
    }
    Duration limit = traffic(order).upWithin();
    Map<BalancerLink, Standing> down = Patience.until(entering, Standing::up, limit, turn);
    if (!down.isEmpty()) {
      // Whatever comes up late must not be sent visitors: it is about to be put back.
      entering.keySet().forEach(BalancerLink::drain);
      throw notUp(order, down, limit);
    }
    entering.keySet().forEach(BalancerLink::forget);
  }

  private static HostFaultException notUp(
      HostOrder order, Map<BalancerLink, Standing> down, Duration limit) {
    String seen =
        down.entrySet().stream()
            .map(e -> "%s sees it as '%s'".formatted(e.getKey().name(), e.getValue().words()))
            .collect(Collectors.joining(", "));
    return new HostFaultException(
        new HostFailure(
            order.host().name(),
            FailureType.VERIFY_FAILED,
            "undrain",
            "let it into its balancer",
            "after %d s %s".formatted(limit.toSeconds(), seen),
            "Look at the balancer's own health check, or give it more time with"
                + " traffic.up_within.",
            ""));
  }

  private static Traffic traffic(HostOrder order) {
    return Objects.requireNonNull(order.target().traffic());
  }

  private static HostReport report(
      HostOrder order,
      String step,
      boolean already,
      long began,
      @Nullable String skipped,
      List<String> warnings) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new HostReport(
        order.host().name(),
        List.of(new StepReport(step, already, took, "", skipped)),
        order.release(),
        null,
        List.of(),
        warnings);
  }
}
