package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.Crowd;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.Color;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.workflow.Fixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** web1 and web2 are blue, web3 and web4 are green; blue is to be retired. */
final class RetirableTest {
  private final Target target = Fixtures.blueGreen(2);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // in on lb1, in on lb2, serve nothing, why not
        "web3 web4, web3 web4, '', -",
        "web3, web4, '', -",
        "web3 web4, web2 web3, '', 'Visitors are sent to web2, so that blue is left as it is.'",
        "web1 web2, web1 web2, '', 'Visitors are sent to web1, web2, so that blue is left as it"
            + " is.'",
        "web1 web3, web3, web1, -",
        "'', '', '', 'No visitors are sent to green either, so that blue is left as it is.'",
        "web3, web3, web3, 'No visitors are sent to green either, so that blue is left as it is.'",
      })
  void never_while_it_has_visitors(String first, String second, String idle, String why) {
    Crowd crowd =
        new Crowd(
            Stream.of(first, second)
                .map(in -> new Crowd.Part(HostName.of("lb"), names(in), List.of(), List.of()))
                .toList());
    List<PhaseOutcome> seen =
        target.hosts().stream()
            .map(
                h ->
                    new PhaseOutcome(
                        h.name(),
                        new HostReport(
                            h.name(),
                            List.of(),
                            names(idle).contains(h.name()) ? null : ReleaseId.of("20260101000000"),
                            null,
                            List.of(),
                            List.of()),
                        null,
                        true))
            .toList();

    Retirable found =
        Retirable.of(
            Objects.requireNonNull(target.rollout().blueGreen()),
            Color.BLUE,
            target.hosts(),
            crowd,
            seen);

    assertEquals(why == null ? new Retirable.Yes() : new Retirable.No(why), found);
  }

  private static List<HostName> names(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(HostName::of).toList();
  }
}
