package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunOutcome;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    "REVERT_FAILED REVERTED,          REVERTED_EXCEPT, 'Why. Could not be put back: h1. They are in"
        + " quarantine: the next run, or slipway drift --repair, puts them back first.'",
    "REVERT_FAILED,                   REVERTED_EXCEPT, 'Why. Could not be put back: h1. They are in"
        + " quarantine: the next run, or slipway drift --repair, puts them back first.'"
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

  @Test
  void lists_hosts_that_were_refused_before_anything_was_sent_to_them() {
    HostFailure refused =
        new HostFailure(
                HostName.of("h2"), FailureType.HOST_KEY_REJECTED, null, "verify", "no", "Look.", "")
            .untouched(true);
    List<HostResult> hosts =
        List.of(
            new HostResult(HostName.of("h1"), HostState.REVERTED, null, null),
            new HostResult(HostName.of("h2"), HostState.FAILED, null, refused),
            new HostResult(HostName.of("h3"), HostState.FAILED, null, refused.untouched(false)));

    assertEquals(
        new Verdict(
            RunOutcome.REVERTED,
            "Why. Put back: h1. Every host serves what it served before. Refused, not touched:"
                + " h2."),
        Verdict.ofStopped(hosts, "Why."));
  }

  @Test
  void names_the_hosts_without_the_release_by_what_became_of_them() {
    List<HostResult> hosts =
        List.of(
            new HostResult(HostName.of("h1"), HostState.ACTIVE, null, null),
            new HostResult(HostName.of("h2"), HostState.SKIPPED, null, null),
            new HostResult(HostName.of("h3"), HostState.REVERTED, null, null),
            new HostResult(HostName.of("h4"), HostState.SKIPPED, null, null));

    Verdict verdict = Verdict.ofLive(hosts, ReleaseId.of("20260721093000"), null, null, false);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, verdict.outcome());
    assertEquals(
        "Release 20260721093000 is live on 1 host, but not on h2, h4 (away), h3 (failed, put back)."
            + " To bring it there, too, once they are fit: slipway deploy --resume-failed.",
        verdict.message());
  }
}
