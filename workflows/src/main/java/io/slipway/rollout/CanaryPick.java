package io.slipway.rollout;

import io.slipway.domain.Canary;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which hosts are the canary, and which they are held against: the same for the same fleet. */
public final class CanaryPick {
  private CanaryPick() {}

  /**
   * Those with the tag; else so many, one of each zone in turn, as the zones and their hosts come.
   *
   * @return in the order given; empty when no host has the tag
   */
  public static List<Host> of(List<Host> hosts, Canary canary) {
    Label tag = canary.tag();
    List<Host> picked =
        tag != null
            ? hosts.stream().filter(h -> h.tags().contains(tag)).toList()
            : spread(hosts).subList(0, count(hosts, canary));
    return hosts.stream().filter(picked::contains).toList();
  }

  private static int count(List<Host> hosts, Canary canary) {
    return Optional.ofNullable(canary.hosts()).map(size -> size.of(hosts.size())).orElse(0);
  }

  /** As many of the others as there are canaries, of the same zones as far as these have some. */
  public static List<Host> old(List<Host> canaries, List<Host> others) {
    List<Host> left = new ArrayList<>(spread(others));
    List<Host> chosen = new ArrayList<>();
    for (Host canary : canaries) {
      left.stream()
          .filter(h -> zone(h).equals(zone(canary)))
          .findFirst()
          .or(() -> left.stream().findFirst())
          .ifPresent(
              host -> {
                left.remove(host);
                chosen.add(host);
              });
    }
    return List.copyOf(chosen);
  }

  /** How many single measurements a canary may take. */
  public static long measurements(List<Host> hosts, Canary canary) {
    int canaries = of(hosts, canary).size();
    return canary.checks().stream()
        .mapToLong(c -> (long) c.count() * (c.measure().eachHost() ? canaries : 1))
        .sum();
  }

  private static List<Host> spread(List<Host> hosts) {
    Map<Optional<Label>, List<Host>> zones = new LinkedHashMap<>();
    hosts.forEach(h -> zones.computeIfAbsent(zone(h), z -> new ArrayList<>()).add(h));
    List<Host> spread = new ArrayList<>();
    for (int turn = 0; spread.size() < hosts.size(); turn++) {
      for (List<Host> zone : zones.values()) {
        if (turn < zone.size()) {
          spread.add(zone.get(turn));
        }
      }
    }
    return spread;
  }

  private static Optional<Label> zone(Host host) {
    return Optional.ofNullable(host.zone());
  }
}
