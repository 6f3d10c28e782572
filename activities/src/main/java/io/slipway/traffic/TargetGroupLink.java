package io.slipway.traffic;

import io.slipway.contract.HostOrder;
import io.slipway.domain.Balancer;
import io.slipway.domain.Host;
import io.slipway.domain.Slot;
import io.slipway.shell.Pulse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Speaks of a host to a target group. The note is a tag of the group, named after the host, whose
 * value holds the run and what is to be registered again: {@code 20260721093000 8080 8443/all}.
 */
final class TargetGroupLink implements BalancerLink {
  private final TargetGroups.Region region;
  private final Balancer.TargetGroup group;
  private final HostOrder order;
  private final Namings names;
  private final Pulse pulse;

  TargetGroupLink(
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

  @Override
  public String name() {
    return names.traffic().words();
  }

  @Override
  public Standing look() {
    return asked("look", "see where it stands in", this::standing);
  }

  @Override
  public Standing drain() {
    return asked("drain", "take it out of", this::takeOut);
  }

  @Override
  public Standing undrain() {
    return asked("undrain", "let it into", this::putIn);
  }

  @Override
  public void forget() {
    var unused =
        asked(
            "undrain",
            "let it into",
            () ->
                client()
                    .removeTags(
                        r -> r.resourceArns(group.arn()).tagKeys(key(order, order.host()))));
  }

  private Standing takeOut() {
    List<TargetHealthDescription> registered = registered();
    Optional<String> note = note();
    if (registered.isEmpty()) {
      return standing();
    }
    if (note.isEmpty()) {
      Tag tag = note(order, order.host(), registered);
      pulse.beat();
      client().addTags(r -> r.resourceArns(group.arn()).tags(tag));
    }
    pulse.beat();
    client()
        .deregisterTargets(
            r ->
                r.targetGroupArn(group.arn())
                    .targets(registered.stream().map(TargetHealthDescription::target).toList()));
    return standing();
  }

  private Standing putIn() {
    Optional<String> note = note();
    if (note.isPresent()) {
      pulse.beat();
      client()
          .registerTargets(
              r ->
                  r.targetGroupArn(group.arn())
                      .targets(remembered(names.server(order.host()), note.get())));
    }
    return standing();
  }

  private Standing standing() {
    return standing(described(), note().isPresent());
  }

  /**
   * @param ours whether a note of ours is there
   */
  static Standing standing(List<TargetHealthDescription> all, boolean ours) {
    List<TargetHealthDescription> registered = registered(all);
    boolean draining = all.stream().anyMatch(TargetGroupLink::draining);
    boolean up = !registered.isEmpty() && registered.stream().allMatch(TargetGroupLink::serves);
    Standing.Place place =
        ours
            ? Standing.Place.OURS
            : registered.isEmpty() ? Standing.Place.FOREIGN : Standing.Place.IN;
    return new Standing(place, false, draining ? null : 0, up, true, words(all));
  }

  private static String words(List<TargetHealthDescription> all) {
    return all.isEmpty()
        ? "not registered"
        : all.stream()
            .map(d -> d.targetHealth().stateAsString())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  private List<TargetHealthDescription> registered() {
    return registered(described());
  }

  static List<TargetHealthDescription> registered(List<TargetHealthDescription> all) {
    return all.stream().filter(d -> !draining(d) && !absent(d)).toList();
  }

  /** All that the group has of the host, in whatever state. */
  private List<TargetHealthDescription> described() {
    return of(
        names.server(order.host()),
        port(group, order.host()),
        client()
            .describeTargetHealth(r -> r.targetGroupArn(group.arn()))
            .targetHealthDescriptions());
  }

  /** The one port that the host has in the group; null when all of its ports are meant. */
  static @Nullable Integer port(Balancer.TargetGroup group, Host host) {
    Slot slot = host.slot();
    return slot == null || slot.port() == null ? group.port() : slot.port();
  }

  static List<TargetHealthDescription> of(
      String id, @Nullable Integer port, List<TargetHealthDescription> all) {
    return all.stream()
        .filter(d -> d.target().id().equals(id))
        .filter(d -> port == null || port.equals(d.target().port()))
        .toList();
  }

  static Tag note(HostOrder order, Host host, List<TargetHealthDescription> registered) {
    String value =
        registered.stream()
            .map(TargetGroupLink::written)
            .collect(Collectors.joining(" ", order.epoch() + " ", ""));
    return Tag.builder().key(key(order, host)).value(value).build();
  }

  private static boolean draining(TargetHealthDescription target) {
    return target.targetHealth().state() == TargetHealthStateEnum.DRAINING;
  }

  private static boolean absent(TargetHealthDescription target) {
    return target.targetHealth().reason() == TargetHealthReasonEnum.TARGET_NOT_REGISTERED;
  }

  /** A group that no listener uses sees nobody as healthy, and does not look. */
  private static boolean serves(TargetHealthDescription target) {
    return switch (target.targetHealth().state()) {
      case HEALTHY, UNAVAILABLE -> true;
      case UNUSED -> target.targetHealth().reason() == TargetHealthReasonEnum.TARGET_NOT_IN_USE;
      default -> false;
    };
  }

  private static String written(TargetHealthDescription description) {
    TargetDescription target = description.target();
    return target.availabilityZone() == null
        ? String.valueOf(target.port())
        : "%d/%s".formatted(target.port(), target.availabilityZone());
  }

  static List<TargetDescription> remembered(String id, String note) {
    String[] words = note.split(" ");
    List<TargetDescription> targets = new ArrayList<>();
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      String[] parts = word.split("/", 2);
      targets.add(
          TargetDescription.builder()
              .id(id)
              .port(Integer.valueOf(parts[0]))
              .availabilityZone(parts.length == 1 ? null : parts[1])
              .build());
    }
    return targets;
  }

  private Optional<String> note() {
    return client().describeTags(r -> r.resourceArns(group.arn())).tagDescriptions().stream()
        .flatMap(d -> d.tags().stream())
        .filter(t -> t.key().equals(key(order, order.host())))
        .map(Tag::value)
        .findFirst();
  }

  /** At most 128 characters, which is what AWS takes. */
  static String key(HostOrder order, Host host) {
    String key =
        "slipway/%s/%s/%s"
            .formatted(order.target().application(), order.target().stage(), host.name());
    return key.length() <= 128
        ? key
        : key.substring(0, 111) + "-" + Integer.toHexString(key.hashCode());
  }

  private ElasticLoadBalancingV2Client client() {
    return region.client();
  }

  private <T> T asked(String step, String attempted, Supplier<T> question) {
    BalancerFaults faults =
        new BalancerFaults(
            order.host().name(),
            step,
            "%s %s".formatted(attempted, name()),
            name(),
            names.server(order.host()),
            names);
    return TargetGroupFaults.asked(region, faults, question);
  }
}
