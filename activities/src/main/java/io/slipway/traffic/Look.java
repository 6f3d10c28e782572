package io.slipway.traffic;

import io.slipway.contract.Crowd;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.domain.Balancer;
import io.slipway.domain.HostName;
import io.slipway.domain.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * A look at one part of a balancer: whether it can be told, and knows all hosts of the target.
 * Reports and failures bear the part's name.
 */
final class Look {
  private static final String ATTEMPTED = "look at the balancer";

  private final Balancing balancing;
  private final HostOrder order;
  private final Turn turn;
  private final Traffic traffic;
  private final Namings names;

  Look(Balancing balancing, HostOrder order, Turn turn) {
    this.balancing = balancing;
    this.order = order;
    this.turn = turn;
    this.traffic = Objects.requireNonNull(order.target().traffic());
    this.names = new Namings(traffic, order.target().stage());
  }

  HostReport report() {
    long began = System.nanoTime();
    List<List<String>> servers = names.servers(order.target().hosts());
    List<String> away =
        traffic.balancer() instanceof Balancer.TargetGroup group
            ? group(group, servers)
            : machine(servers);
    if (order.target().rollout().blueGreen() != null) {
      away = foreign(new Moving(balancing, order, turn).crowd());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new HostReport(
        traffic.name(),
        List.of(new StepReport("look", false, took, "")),
        null,
        null,
        List.of(),
        away.isEmpty() ? List.of() : List.of("out: " + String.join(", ", away)));
  }

  /** A half of the stage is out as it should be, which is nothing to be told of. */
  private static List<String> foreign(Crowd crowd) {
    return crowd.parts().stream().flatMap(p -> p.foreign().stream()).map(HostName::value).toList();
  }

  private List<String> machine(List<List<String>> servers) {
    Machine machine = balancing.machine(traffic.machines().getFirst(), order, turn);
    Told told =
        machine.run(
            "check",
            names.script(),
            names.prologue(order.host()).each("server", servers),
            faults());
    knows(told.all("unknown"), String.join(", ", told.all("known")));
    return told.all("away");
  }

  private List<String> group(Balancer.TargetGroup group, List<List<String>> servers) {
    TargetGroups.Region region = balancing.groups().of(group.arn());
    List<String> known =
        TargetGroupFaults.asked(
            region,
            faults(),
            () ->
                region
                    .client()
                    .describeTargetHealth(r -> r.targetGroupArn(group.arn()))
                    .targetHealthDescriptions()
                    .stream()
                    .map(TargetHealthDescription::target)
                    .map(t -> t.id())
                    .distinct()
                    .toList());
    // What is not registered may have been taken out by a person, who is to be told of it.
    return servers.stream().filter(s -> !known.contains(s.getLast())).map(List::getFirst).toList();
  }

  private void knows(List<String> unknown, String known) {
    if (unknown.isEmpty()) {
      return;
    }
    String missing =
        unknown.size() == 1
            ? "server " + unknown.getFirst()
            : "server of " + unknown.stream().collect(Collectors.joining(", "));
    throw faults()
        .unusable(
            "%s on %s knows no %s in %s; it has %s"
                .formatted(
                    names.kind(), part(), missing, names.list(), known.isEmpty() ? "none" : known),
            "Look at traffic in slipway.yml, or add what is missing.");
  }

  private BalancerFaults faults() {
    return new BalancerFaults(part(), "look", ATTEMPTED, part().value(), "", names);
  }

  private HostName part() {
    return traffic.name();
  }
}
