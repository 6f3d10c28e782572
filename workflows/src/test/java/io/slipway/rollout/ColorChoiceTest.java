package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Colors;
import io.slipway.contract.Crowd;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.ReleaseId;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColorChoiceTest {
  private static final BlueGreen HALVES =
      new BlueGreen(Label.of("blue"), Label.of("green"), 4, Duration.ZERO, List.of());
  private static final ReleaseId RELEASE = ReleaseId.of("20260101000000");

  /**
   * Hosts 1 and 2 are blue, 3 and 4 green. {@code in} has a word of the hosts that each part of the
   * balancer has in; {@code serve} those that serve a release, a question mark those that are away.
   */
  @ParameterizedTest
  @CsvSource({
    // One half has the visitors.
    "12,    1234,  BLUE,  GREEN, false",
    "34,    1234,  GREEN, BLUE,  false",
    "1,     1234,  BLUE,  GREEN, false",
    // What is in, and serves nothing, has no visitors.
    "1234,  12,    BLUE,  GREEN, false",
    "1234,  34,    GREEN, BLUE,  false",
    // The stage was rolling before.
    "1234,  1234,  BLUE,  GREEN, false",
    "1234 1234, 1234, BLUE, GREEN, false",
    // Nobody is there yet, or everybody was taken out.
    "1234,  '',    ,      BLUE,  false",
    "'',    1234,  ,      BLUE,  false",
    "12,    34,    ,      BLUE,  false",
    // Who is away is believed to serve.
    "12,    ?,     BLUE,  GREEN, false",
    // A move was broken off between two machines.
    "12 34, 1234,  BLUE,  GREEN, true",
    "34 12, 1234,  BLUE,  GREEN, true",
    "34 '', 1234,  GREEN, BLUE,  false"
  })
  void follows_the_visitors(
      String in, String serve, @Nullable Color live, Color idle, boolean split) {
    ColorChoice choice = ColorChoice.of(HALVES, hosts(), crowd(in), seen(serve));

    assertEquals(new ColorChoice(new Colors(live, idle, false), split), choice);
  }

  @Property(tries = 5_000)
  void never_works_on_the_only_half_that_has_visitors(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 15) Integer> in,
      @ForAll @IntRange(max = 15) int serve) {
    Crowd crowd = new Crowd(in.stream().map(bits -> part(names(bits))).toList());
    List<PhaseOutcome> seen = seen(digits(serve));

    ColorChoice choice = ColorChoice.of(HALVES, hosts(), crowd, seen);
    Colors colors = choice.colors();

    assertNotEquals(colors.live(), colors.idle());
    Set<HostName> visited = new LinkedHashSet<>();
    crowd.parts().forEach(p -> visited.addAll(p.in()));
    visited.retainAll(names(serve));
    boolean blue = visited.stream().anyMatch(h -> of(h) == Color.BLUE);
    boolean green = visited.stream().anyMatch(h -> of(h) == Color.GREEN);
    if (blue != green) {
      assertEquals(blue ? Color.BLUE : Color.GREEN, colors.live());
    }
    assertEquals(blue || green, colors.live() != null);
    assertFalse(choice.split() && colors.live() == null);
    // A run touches its half and what is in none, and nothing else.
    List<Host> scope = ColorRules.scope(HALVES, colors.idle(), hosts());
    assertTrue(scope.stream().allMatch(h -> HALVES.colorOf(h).equals(Optional.of(colors.idle()))));
    assertEquals(2, scope.size());
  }

  @ParameterizedTest
  @CsvSource({"a a b, 1 2", "a b b, 2 3", "- a a, 2 3", "- - -, ''"})
  void those_that_serve_what_most_do(String live, String expected) {
    List<PhaseOutcome> seen = new ArrayList<>();
    for (String each : live.split(" ")) {
      String name = "web" + (seen.size() + 1);
      seen.add(
          outcome(
              name,
              each.equals("-")
                  ? null
                  : ReleaseId.of("2026010100000" + (each.equals("a") ? "1" : "2"))));
    }
    assertEquals(
        expected,
        String.join(
            " ",
            ColorChoice.alike(hosts(), seen).stream().map(h -> h.value().substring(3)).toList()));
  }

  private static Color of(HostName host) {
    return host.value().compareTo("web2") <= 0 ? Color.BLUE : Color.GREEN;
  }

  private static List<Host> hosts() {
    return Fixtures.halves(2);
  }

  private static String digits(int bits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append((bits & 1 << i) == 0 ? "" : i + 1);
    }
    return text.toString();
  }

  private static List<HostName> names(int bits) {
    return names(digits(bits));
  }

  private static List<HostName> names(String digits) {
    return digits.chars().mapToObj(c -> HostName.of("web" + (char) c)).toList();
  }

  private static Crowd crowd(String in) {
    return new Crowd(
        Arrays.stream(in.split(" ")).map(part -> part(names(part.replace("'", "")))).toList());
  }

  private static Crowd.Part part(List<HostName> in) {
    return new Crowd.Part(HostName.of("lb1"), in, List.of(), List.of());
  }

  private static List<PhaseOutcome> seen(String serve) {
    return hosts().stream()
        .map(
            h ->
                serve.equals("?")
                    ? new PhaseOutcome(h.name(), null, null, true)
                    : outcome(h.name().value(), names(serve).contains(h.name()) ? RELEASE : null))
        .toList();
  }

  private static PhaseOutcome outcome(String host, @Nullable ReleaseId live) {
    HostName name = HostName.of(host);
    return new PhaseOutcome(
        name, new HostReport(name, List.of(), live, null, List.of(), List.of()), null, true);
  }
}
