package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.WireFormat;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FleetProgressTest {
  /** What Temporal takes as one payload. */
  private static final int PAYLOAD = 2_000_000;

  @Test
  void fits_into_a_result_also_when_ten_thousand_hosts_fail_at_length()
      throws JsonProcessingException {
    List<Host> hosts = Fixtures.hosts(10_000);
    FleetProgress progress = new FleetProgress(hosts);
    progress.apply(
        hosts.stream().map(FleetProgressTest::failed).toList(),
        HostProgress::activating,
        HostState.UNTOUCHED);

    List<HostResult> results = progress.results();

    String json = WireFormat.mapper().writeValueAsString(results);
    assertTrue(json.getBytes(StandardCharsets.UTF_8).length < PAYLOAD, json.length() + " bytes");
    assertEquals(HostState.FAILED, results.getLast().state());
    assertNull(results.getLast().failure(), "only the first failures are told");
    assertTrue(results.getFirst().failure() != null && results.get(999).failure() != null);
  }

  @Test
  void does_not_claim_to_know_what_a_host_serves_that_failed_in_its_switch() {
    List<Host> hosts = Fixtures.hosts(1);
    HostProgress served =
        new HostProgress(
            hosts.getFirst().name(),
            HostState.PREPARED,
            true,
            false,
            false,
            false,
            ReleaseId.of("20260101000000"),
            null,
            null);

    assertNull(served.activating(failed(hosts.getFirst())).live());
    assertEquals(served.live(), served.preparing(failed(hosts.getFirst())).live());
  }

  private static PhaseOutcome failed(Host host) {
    return new PhaseOutcome(
        host.name(),
        null,
        new HostFailure(
            host.name(),
            FailureType.STEP_FAILED,
            "restart",
            "restart",
            "reason ".repeat(200),
            "remedy ".repeat(100),
            "output ".repeat(600)),
        true);
  }
}
