package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Steps;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs that are stopped while hosts are in work. Not on Temporal's test server: it loses a workflow
 * task that cancels an activity in the moment in which that activity completes, and the run stands
 * still.
 */
final class StoppedRunIT extends OnRealServer {
  private static final AbortRequest ABORT = new AbortRequest(Fixtures.ANA, null);

  @ParameterizedTest
  @CsvSource({
    "resolve, UNTOUCHED",
    "prepare, UNTOUCHED",
    "build, UNTOUCHED",
    "migrate, UNTOUCHED",
    "activate, REVERTED"
  })
  void leaves_nothing_when_it_is_aborted_in(String step, RunOutcome outcome)
      throws InterruptedException {
    abandons(step, outcome, ticket -> bench.controls(DeployWorkflow.class, ticket).abort(ABORT));
  }

  @ParameterizedTest
  @CsvSource({"prepare, UNTOUCHED", "migrate, UNTOUCHED", "activate, REVERTED"})
  void leaves_nothing_when_it_is_cancelled_in(String step, RunOutcome outcome)
      throws InterruptedException {
    abandons(
        step,
        outcome,
        ticket -> bench.client().newUntypedWorkflowStub(ticket.workflowId()).cancel());
  }

  private void abandons(String step, RunOutcome outcome, Consumer<RunTicket> how)
      throws InterruptedException {
    Steps steps = new Steps(Fixtures.onAll("make"), Fixtures.once("up", "down"), null);
    // The first host waits in the step, the second is through it: one place is free for the third.
    hosts.gate("web1", step);
    hosts.serves("web2", OLD);
    RunTicket ticket = bench.deploy(Fixtures.withSteps(Fixtures.target(3), steps), "v1");
    bench.awaitCall(step + " web1");

    how.accept(ticket);
    RunResult result = bench.result(ticket);

    assertEquals(outcome, result.outcome(), result.message());
    for (int i = 1; i <= 3; i++) {
      assertEquals(i == 2 ? ReleaseId.of(OLD) : null, hosts.live("web" + i), "web" + i);
      assertEquals(i == 2 ? List.of(ReleaseId.of(OLD)) : List.of(), hosts.releases("web" + i));
    }
    assertFalse(hosts.migrated("web1"));
    assertEquals(outcome, bench.lastOutcome());
  }
}
