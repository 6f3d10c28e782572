package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostState;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Target;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a host that is refused in mid-run, such as one that shows another key. */
final class RefusedHostTest {
  private static final String BEFORE = "20260101000000";

  private final StageBench bench = new StageBench();
  private final Target target = Fixtures.target(3, "1");

  @BeforeEach
  void serve() {
    for (String host : new String[] {"web1", "web2", "web3"}) {
      bench.hosts.serves(host, BEFORE);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void assertEnded(RunResult result, HostState state, int reverts) {
    assertEquals(state, result.hosts().getLast().state(), result.message());
    assertEquals(reverts, bench.hosts.calls("revert web3"));
  }

  @Test
  void one_that_was_sent_nothing_need_not_be_put_back() throws IOException, InterruptedException {
    bench.hosts.refuses("web3", "activate");
    RunTicket ticket = bench.deploy(target, "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(result.message().endsWith("Refused, not touched: web3."), result.message());
    assertEnded(result, HostState.FAILED, 0);
    assertEquals(BEFORE, String.valueOf(result.hosts().getLast().live()));
    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());
    assertTrue(bench.quarantine().isEmpty());

    Histories.record(bench, "deploy-refused-host", ticket.workflowId());
  }

  @Test
  void one_that_may_fail_is_left_out() {
    bench.hosts.refuses("web3", "activate");
    Target tolerant =
        Fixtures.withRollout(target, Fixtures.reacting(OnFailure.REVERT, "1", "0", "1"));

    RunResult result = bench.result(bench.deploy(tolerant, "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome());
    assertEnded(result, HostState.FAILED, 0);
  }

  @Test
  void one_that_may_have_been_sent_something_before_must_be_put_back() {
    bench.hosts.breaks("web3", "activate", FailureType.UNKNOWN_OUTCOME, 3);
    bench.hosts.refuses("web3", "activate");

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEnded(result, HostState.REVERTED, 1);
  }
}
