package io.slipway.traffic;

import io.slipway.contract.HostOrder;
import io.slipway.domain.Balancer;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * Speaks of both halves of a stage to a target group. All that come are registered, and only when
 * AWS sends visitors to them are the others deregistered. Notes are as in {@link TargetGroupLink}.
 */
final class TargetGroupMove implements MoveLink {
  private static final Duration PACE = Duration.ofSeconds(1);

  private final TargetGroups.Region region;
  private final Balancer.TargetGroup group;
  private final HostOrder order;
  private final Namings names;
  private final Pulse pulse;

  TargetGroupMove(
      TargetGroups groups,
      Balancer.TargetGroup group,
      HostOrder order,
      Namings names,
      Pulse pulse) {
    this.region = groups.of(group.arn());
    this.group = group;
    this.order = order;
    this.names = names;
    this.pulse = pulse;
  }

  /** What the group has of a host, and what is noted of it. */
  private record Seen(Host host, List<TargetHealthDescription> described, @Nullable String note) {
    boolean registered() {
      return !TargetGroupLink.registered(described).isEmpty();
    }

    Standing standing() {
      return TargetGroupLink.standing(described, note != null && !registered());
    }

    boolean takenOutBy(@Nullable ReleaseId run) {
      return note != null && (run == null || note.startsWith(run + " "));
    }
  }

  @Override
  public String name() {
    return names.traffic().words();
  }

  @Override
  public Map<HostName, Standing> look(Sides sides) {
    return asked("see who is in", () -> standings(seen(sides.all())));
  }

  @Override
  public Map<HostName, Standing> move(Sides sides) {
    return asked("move visitors", () -> moved(sides));
  }

  @Override
  public void settle(Sides sides) {
    List<String> keys =
        asked("move visitors", () -> seen(sides.incoming())).stream()
            .filter(s -> s.registered() && s.note() != null)
            .map(s -> TargetGroupLink.key(order, s.host()))
            .toList();
    if (!keys.isEmpty()) {
      var unused =
          asked(
              "move visitors",
              () -> client().removeTags(r -> r.resourceArns(group.arn()).tagKeys(keys)));
    }
  }

  private Map<HostName, Standing> moved(Sides sides) {
    List<Seen> incoming = seen(sides.incoming());
    List<Seen> entering =
        incoming.stream().filter(s -> !s.registered() && s.takenOutBy(sides.undone())).toList();
    boolean staying = incoming.stream().anyMatch(Seen::registered) || !entering.isEmpty();
    if (!staying && !incoming.isEmpty()) {
      throw faults("move visitors").of(Told.of("@", "@ fault nobody\n@ end"));
    }
    if (!entering.isEmpty()) {
      List<TargetDescription> targets = new ArrayList<>();
      entering.forEach(
          s ->
              targets.addAll(
                  TargetGroupLink.remembered(
                      names.server(s.host()), Objects.requireNonNull(s.note()))));
      pulse.beat();
      var unused = client().registerTargets(r -> r.targetGroupArn(group.arn()).targets(targets));
      if (!up(entering.stream().map(Seen::host).toList())) {
        return standings(seen(sides.all()));
      }
    }
    List<Seen> leaving = seen(sides.outgoing()).stream().filter(Seen::registered).toList();
    takeOut(leaving);
    Map<HostName, Standing> after = standings(seen(sides.all()));
    if (entering.isEmpty() && leaving.isEmpty()) {
      after.replaceAll((host, standing) -> standing.done());
    }
    return after;
  }

  private boolean up(List<Host> entering) {
    long deadline = System.nanoTime() + names.traffic().upWithin().toNanos();
    while (!seen(entering).stream().allMatch(s -> s.standing().up())) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Patience.pause(PACE);
    }
    return true;
  }

  private void takeOut(List<Seen> leaving) {
    if (leaving.isEmpty()) {
      return;
    }
    List<Tag> notes =
        leaving.stream()
            .filter(s -> s.note() == null)
            .map(
                s ->
                    TargetGroupLink.note(
                        order, s.host(), TargetGroupLink.registered(s.described())))
            .toList();
    pulse.beat();
    if (!notes.isEmpty()) {
      var unused = client().addTags(r -> r.resourceArns(group.arn()).tags(notes));
    }
    List<TargetDescription> targets =
        leaving.stream()
            .flatMap(s -> TargetGroupLink.registered(s.described()).stream())
            .map(TargetHealthDescription::target)
            .toList();
    pulse.beat();
    var unused = client().deregisterTargets(r -> r.targetGroupArn(group.arn()).targets(targets));
  }

  private List<Seen> seen(List<Host> hosts) {
    pulse.beat();
    List<TargetHealthDescription> all =
        client()
            .describeTargetHealth(r -> r.targetGroupArn(group.arn()))
            .targetHealthDescriptions();
    Map<String, String> notes = new LinkedHashMap<>();
    client().describeTags(r -> r.resourceArns(group.arn())).tagDescriptions().stream()
        .flatMap(d -> d.tags().stream())
        .forEach(t -> notes.put(t.key(), t.value()));
    return hosts.stream()
        .map(
            h ->
                new Seen(
                    h,
                    TargetGroupLink.of(names.server(h), TargetGroupLink.port(group, h), all),
                    notes.get(TargetGroupLink.key(order, h))))
        .toList();
  }

  private static Map<HostName, Standing> standings(List<Seen> seen) {
    Map<HostName, Standing> standings = new LinkedHashMap<>();
    seen.forEach(s -> standings.put(s.host().name(), s.standing()));
    return standings;
  }

  private ElasticLoadBalancingV2Client client() {
    return region.client();
  }

  private BalancerFaults faults(String attempted) {
    return new BalancerFaults(
        names.traffic().name(), "move", attempted, name(), names.server(order.host()), names);
  }

  private <T> T asked(String attempted, Supplier<T> question) {
    return TargetGroupFaults.asked(region, faults(attempted), question);
  }
}
