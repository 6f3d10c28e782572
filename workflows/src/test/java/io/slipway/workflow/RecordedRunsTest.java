package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Phase;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One run of every kind, whose histories {@link Histories} keeps when asked to. */
final class RecordedRunsTest {
  private static final String STAGE = WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION);

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;
  private final Target target =
      Fixtures.withSteps(
          Fixtures.target(3, "1", "2"),
          new Steps(Fixtures.onAll("make"), Fixtures.once("up", "down"), null));

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void deploys_and_a_rollback() throws IOException, InterruptedException {
    RunTicket first = bench.deploy(target, "v1");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(first).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    RunTicket second = bench.deploy(target, "v2");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(second).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    RunTicket back = bench.rollback(target, null);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(back).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());

    Histories.record(bench, "deploy-succeeded", first.workflowId());
    Histories.record(bench, "deploy-batch", WorkflowIds.batch(first.key(), Phase.PREPARE, 1));
    Histories.record(bench, "rollback-succeeded", back.workflowId());
    Histories.record(bench, "stage-three-runs", STAGE);
  }

  @Test
  void a_deploy_that_is_reverted() throws IOException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());

    Histories.record(bench, "deploy-reverted", ticket.workflowId());
  }

  @Test
  void a_deploy_that_changes_nothing() throws IOException {
    hosts.breaks("web2", "prepare", FailureType.DISK_FULL, 9);
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());

    Histories.record(bench, "deploy-untouched", ticket.workflowId());
  }

  @Test
  void a_deploy_that_is_aborted() throws IOException, InterruptedException {
    hosts.gate("web2", "activate");
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitCall("activate web2");
    var unused =
        bench
            .controls(DeployWorkflow.class, ticket)
            .abort(new AbortRequest(Fixtures.ANA, "wrong branch"));

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());

    Histories.record(bench, "deploy-aborted", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-stopped", WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 2));
  }

  @Test
  void a_deploy_that_is_cancelled() throws IOException, InterruptedException {
    hosts.gate("web1", "migrate");
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitCall("migrate web1");
    bench.client().newUntypedWorkflowStub(ticket.workflowId()).cancel();

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());
    assertEquals(RunOutcome.UNTOUCHED, bench.lastOutcome());

    Histories.record(bench, "deploy-cancelled", ticket.workflowId());
    Histories.record(bench, "stage-cancelled-run", STAGE);
  }

  @Test
  void a_deploy_that_waits_for_a_person() throws IOException, InterruptedException {
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 4);
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 1);
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket =
        bench.deploy(
            Fixtures.withRollout(target, Fixtures.reacting(OnFailure.PAUSE, "0", "1", "1")), "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    DeployWorkflow run = bench.controls(DeployWorkflow.class, ticket);
    var unused = run.retry(new RetryRequest(Fixtures.ANA, null, List.of(), "restart"));
    bench.await(
        "a second pause",
        () ->
            bench.events(ticket.workflowId()).stream()
                    .filter(e -> e.type() == EventType.PAUSED)
                    .count()
                == 2);
    run.goOnUnanswered(null);

    RunResult result = bench.result(ticket);
    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());

    Histories.record(bench, "deploy-paused", ticket.workflowId());
  }

  @Test
  void a_deploy_that_mends_what_the_one_before_has_left() throws IOException {
    hosts.breaks("web1", "activate", FailureType.UNKNOWN_OUTCOME, 4);
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web2", "revert", FailureType.PRECONDITION_FAILED, 1);
    Target tolerant =
        Fixtures.withRollout(target, Fixtures.reacting(OnFailure.REVERT, "0", "0", "1"));
    RunTicket first = bench.deploy(tolerant, "v1");
    assertEquals(RunOutcome.REVERTED_EXCEPT, bench.result(first).outcome());
    Target lenient =
        Fixtures.withRollout(target, Fixtures.reacting(OnFailure.REVERT, "2", "1", "100%"));
    RunTicket second = bench.deploy(lenient, "v2");
    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, bench.result(second).outcome());

    Histories.record(
        bench, "deploy-batch-unknown", WorkflowIds.batch(first.key(), Phase.ACTIVATE, 1));
    Histories.record(bench, "deploy-mending", second.workflowId());
    Histories.record(
        bench, "deploy-batch-tolerant", WorkflowIds.batch(second.key(), Phase.ACTIVATE, 1));
    Histories.record(bench, "stage-quarantine", STAGE);
  }

  @Test
  void a_survey() throws IOException {
    hosts.breaks("web2", "check", FailureType.AUTHENTICATION_REFUSED, 9);
    String id = WorkflowIds.survey(Fixtures.SHOP, Fixtures.PRODUCTION, "1");

    var result = bench.check(id, target);

    assertEquals(2, result.hosts().stream().filter(h -> h.report() != null).count());

    Histories.record(bench, "survey", id);
  }
}
