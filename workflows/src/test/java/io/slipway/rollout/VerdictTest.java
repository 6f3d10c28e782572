package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.HostName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "UNTOUCHED,                       UNTOUCHED,       Why. Nothing that is live has changed.",
    "DISCARDED FAILED,                UNTOUCHED,       Why. Nothing that is live has changed.",
    "PREPARED FAILED,                 UNTOUCHED,       Why. Nothing that is live has changed.",
    "REVERTED DISCARDED,              REVERTED,        'Why. Put back: h1. Every host serves what"
        + " it served before.'",
    "REVERT_FAILED REVERTED,          REVERTED_EXCEPT, 'Why. Could not be put back: h1. What these"
        + " serve must be looked at by hand (slipway releases).'",
    "REVERT_FAILED,                   REVERTED_EXCEPT, 'Why. Could not be put back: h1. What these"
        + " serve must be looked at by hand (slipway releases).'"
  })
  void judges_a_stopped_run_by_its_hosts(String states, RunOutcome outcome, String message) {
    List<HostResult> hosts = new ArrayList<>();
    for (String state : states.split(" ")) {
      hosts.add(
          new HostResult(
              HostName.of("h" + (hosts.size() + 1)), HostState.valueOf(state), null, null));
    }

    assertEquals(new Verdict(outcome, message), Verdict.ofStopped(hosts, "Why."));
  }
}
