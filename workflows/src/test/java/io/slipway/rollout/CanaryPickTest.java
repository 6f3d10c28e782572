package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Canary;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Rollout;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanaryPickTest {
  @ParameterizedTest
  @CsvSource({
    "aaabbb, 2,   web1 web4",
    "aaabbb, 3,   web1 web2 web4",
    "aab--c, 4,   web1 web3 web4 web6",
    "aaaa,   25%, web1",
    "aaaa,   1%,  web1",
    "ab,     9,   web1 web2"
  })
  void spreads_over_zones(String zones, String size, String expected) {
    assertEquals(expected, names(CanaryPick.of(hosts(zones), canary(size))));
  }

  @Test
  void takes_those_with_the_tag() {
    List<Host> hosts = new ArrayList<>(hosts("aab"));
    hosts.set(1, hosts.get(1).tagged(List.of(Label.of("first"), Label.of("x"))));
    Canary tagged = new Canary(null, Label.of("x"), Duration.ZERO, List.of());

    assertEquals("web2", names(CanaryPick.of(hosts, tagged)));
    assertEquals("", names(CanaryPick.of(hosts("aab"), tagged)));
  }

  @ParameterizedTest
  @CsvSource({"aabb, 2, web2 web4", "abbb, 2, web3 web4", "aabb, 3, web4", "aabb, 4, ''"})
  void holds_it_against_as_many_of_the_same_zones(String zones, String size, String expected) {
    List<Host> all = hosts(zones);
    List<Host> canaries = CanaryPick.of(all, canary(size));
    List<Host> others = all.stream().filter(h -> !canaries.contains(h)).toList();

    assertEquals(
        expected,
        names(
            CanaryPick.old(canaries, others).stream()
                .sorted(Comparator.comparing(h -> h.name().value()))
                .toList()));
  }

  @Property
  void each_host_is_in_one_batch_and_the_canary_is_the_first(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 3) Integer> zones,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    List<Host> hosts =
        hosts(zones.stream().map(z -> "-abc".substring(z, z + 1)).collect(Collectors.joining()));
    Rollout rollout =
        new Rollout(List.of(BatchSize.parse("25%")), Duration.ZERO, 20, 1)
            .with(canary(percent + "%"));

    List<List<Host>> batches = RolloutPlanner.batches(hosts, rollout);

    assertEquals(CanaryPick.of(hosts, canary(percent + "%")), batches.getFirst());
    List<Host> all = batches.stream().flatMap(List::stream).toList();
    assertEquals(hosts.size(), all.size());
    assertTrue(all.containsAll(hosts));
  }

  private static Canary canary(String size) {
    return new Canary(BatchSize.parse(size), null, Duration.ZERO, List.of());
  }

  private static List<Host> hosts(String zones) {
    List<Host> hosts = new ArrayList<>();
    for (Host host : Fixtures.hosts(zones.length())) {
      char zone = zones.charAt(hosts.size());
      hosts.add(zone == '-' ? host : host.in(Label.of("" + zone)));
    }
    return hosts;
  }

  private static String names(List<Host> hosts) {
    return hosts.stream().map(h -> h.name().value()).collect(Collectors.joining(" "));
  }
}
