package io.slipway.rollout;

import io.slipway.contract.Phase;
import io.slipway.contract.Places;
import io.slipway.contract.Places.ZonePlaces;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What bounds a phase that takes hosts out of service, besides how many may be in work.
 *
 * @param room how many more hosts may be taken out; null for no bound
 * @param out hosts of the run that are out of service already
 * @param zones most hosts of each zone in work at the same time; empty for no bound
 * @param yielding as in {@link Places}
 */
public record Bounds(
    @Nullable Integer room, List<HostName> out, Map<Label, Integer> zones, boolean yielding) {

  /**
   * Empty where nothing bounds the phase.
   *
   * @param target with all hosts of the run
   */
  public static Optional<Bounds> of(Target target, Phase phase, List<HostName> out) {
    boolean yielding = phase == Phase.REVERT;
    Optional<ServiceLevel> level = ServiceLevel.of(target);
    Map<Label, Integer> zones = zones(target);
    if (!TrafficLimit.changes(phase) || (level.isEmpty() && zones.isEmpty())) {
      return Optional.empty();
    }
    Integer room = level.map(l -> l.room(out.size())).orElse(null);
    return Optional.of(new Bounds(room, List.copyOf(out), zones, yielding));
  }

  private static Map<Label, Integer> zones(Target target) {
    BatchSize most = target.rollout().availability().zoneParallel();
    Map<Label, Integer> zones = new LinkedHashMap<>();
    if (most != null) {
      target.hosts().stream()
          .flatMap(h -> Optional.ofNullable(h.zone()).stream())
          .forEach(zone -> zones.merge(zone, 1, Integer::sum));
      zones.replaceAll((zone, hosts) -> most.of(hosts));
    }
    return zones;
  }

  /** Those of the hosts that have a chance of a turn. */
  public List<Host> admissible(List<Host> hosts) {
    return room == null || room > 0 || yielding
        ? hosts
        : hosts.stream().filter(h -> out.contains(h.name())).toList();
  }

  /**
   * How many portions may be open at once, so that each has a place for each of its hosts. Only one
   * when it may have to yield: it could not know whether another does.
   */
  public int open(List<List<Host>> portions, int most) {
    int open = most;
    if (room != null) {
      open = yielding ? 1 : room == 0 ? most : Math.min(most, room);
    }
    for (Map.Entry<Label, Integer> zone : zones.entrySet()) {
      if (holders(portions, zone.getKey()) > zone.getValue()) {
        open = Math.min(open, zone.getValue());
      }
    }
    return open;
  }

  /**
   * A portion's part in these bounds, but for the room, which is granted when it begins.
   *
   * @param open how many portions are open at once
   */
  public Places places(List<List<Host>> portions, int index, int open) {
    List<Host> hosts = portions.get(index);
    List<ZonePlaces> shares = new ArrayList<>();
    hosts.stream()
        .map(Host::zone)
        .filter(Objects::nonNull)
        .distinct()
        .filter(zones::containsKey)
        .forEach(zone -> shares.add(new ZonePlaces(zone, share(portions, index, zone, open))));
    List<HostName> gone = hosts.stream().map(Host::name).filter(out::contains).toList();
    return new Places(room == null ? null : 0, gone, shares, yielding);
  }

  private int share(List<List<Host>> portions, int index, Label zone, int open) {
    int most = Objects.requireNonNull(zones.get(zone));
    int before = holders(portions.subList(0, index), zone);
    int holders = holders(portions, zone);
    return RolloutPlanner.shares(holders, Math.min(open, holders), most).get(before);
  }

  private static int holders(List<List<Host>> portions, Label zone) {
    return (int)
        portions.stream().filter(p -> p.stream().anyMatch(h -> zone.equals(h.zone()))).count();
  }
}
