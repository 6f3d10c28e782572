package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.AuditNote;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.PlanHash;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.RunTimes;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Target;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChronicleTest {
  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;
  private final Target target = Fixtures.target(3, "1", "2");

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void tells_who_begins_what_and_how_it_ends() throws IOException {
    RunTicket ticket = bench.deploy(target, "v1");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());

    assertEquals(List.of("BEGAN deploy", "ENDED deploy SUCCEEDED"), bench.audit.told());
    AuditNote begun = bench.audit.notes.getFirst();
    assertEquals(Fixtures.ANA.toString(), begun.who().name());
    assertEquals("claimed", begun.who().proven());
    assertEquals(ticket.workflowId(), begun.what().run());
    assertEquals(3, begun.what().hosts());
    assertEquals(PlanHash.of(target, "v1"), begun.plan());
    AuditNote ended = bench.audit.notes.getLast();
    assertEquals(ticket.key().id(), ended.what().release());
    assertTrue(String.valueOf(ended.message()).startsWith("3 ACTIVE. "), ended.message());
    Histories.record(bench, "deploy-audited", ticket.workflowId());
  }

  @Test
  void tells_at_the_end_how_old_the_commit_was_and_what_trouble_is_over()
      throws InterruptedException {
    RunTicket deploy = bench.deploy(target, "v1");
    RunResult deployed = bench.result(deploy);
    RunTicket again = bench.deploy(target, "v2");
    RunResult unused = bench.result(again);
    RunTicket rollback = bench.rollback(target, null);
    unused = bench.result(rollback);

    bench.await("the stage to be free", () -> bench.status().current() == null);
    List<RunSummary> history = bench.status().history();
    RunTimes first = Objects.requireNonNull(bench.audit.notes.get(1).times());
    RunTimes last = Objects.requireNonNull(bench.audit.notes.getLast().times());
    assertNull(bench.audit.notes.getFirst().times());
    assertEquals(FakeHosts.COMMITTED, deployed.committedAt());
    assertEquals(FakeHosts.COMMITTED, first.committedAt());
    assertEquals(FakeHosts.COMMITTED, history.getLast().committedAt());
    assertNull(first.troubledSince());
    assertNull(last.committedAt());
    assertEquals(history.get(1).endedAt(), last.troubledSince());
  }

  @Test
  void tells_each_word_of_a_person_in_order() throws IOException, InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 1);
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket =
        bench.deploy(
            Fixtures.withRollout(target, Fixtures.reacting(OnFailure.PAUSE, "0", "1", "1")), "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    DeployWorkflow run = bench.controls(DeployWorkflow.class, ticket);
    var unused = run.retry(new RetryRequest(Fixtures.ANA, "a glitch", List.of(), null));
    bench.await("a second pause", () -> bench.audit.told().size() == 4);
    run.abortUnanswered(new AbortRequest(Fixtures.ANA, "no good"));

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());

    assertEquals(
        List.of(
            "BEGAN deploy",
            "PAUSED deploy",
            "DECIDED retry",
            "PAUSED deploy",
            "DECIDED abort",
            "ENDED deploy REVERTED"),
        bench.audit.told());
    assertEquals("a glitch", bench.audit.notes.get(2).why());
    assertEquals(6, bench.audit.notes.stream().map(AuditNote::id).distinct().count());
    Histories.record(bench, "deploy-audited-decisions", ticket.workflowId());
  }

  @Test
  void tells_who_was_proven_and_who_merely_says_so() throws InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 1);
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    bench.gate.trustsThoseWhoSign();
    Target pausing =
        Fixtures.withRollout(target, Fixtures.reacting(OnFailure.PAUSE, "0", "1", "1"));
    RunTicket ticket =
        bench.signed(
            Fixtures.signed(
                Action.DEPLOY,
                new DeployRequest(pausing, "v1", Fixtures.ANA, null),
                "ana@example.com"));
    bench.awaitEvent(ticket, EventType.PAUSED);
    DeployWorkflow run = bench.controls(DeployWorkflow.class, ticket);
    Initiator forged = new Initiator("ana@example.com", "laptop", "ssh key SHA256:forged");
    var unused = run.retry(new RetryRequest(forged, null, List.of(), null));
    bench.await("a second pause", () -> bench.audit.told().size() == 4);
    unused =
        run.signed(
            Fixtures.signed(
                Action.ABORT, new AbortRequest(Fixtures.ANA, "no good"), "ben@example.com"));

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());

    assertEquals(
        List.of(
            "BEGAN ana@example.com by ssh key SHA256:ana@example.com",
            "PAUSED ana@example.com by ssh key SHA256:ana@example.com",
            "DECIDED ana@example.com@laptop by claimed",
            "PAUSED ana@example.com by ssh key SHA256:ana@example.com",
            "DECIDED ben@example.com by ssh key SHA256:ben@example.com",
            "ENDED ana@example.com by ssh key SHA256:ana@example.com"),
        bench.audit.notes.stream()
            .map(n -> "%s %s by %s".formatted(n.kind(), n.who().name(), n.who().proven()))
            .toList());
  }

  @Test
  void tells_of_a_run_that_is_cancelled_in_temporal() throws InterruptedException {
    hosts.gate("web1", "prepare");
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitCall("prepare web1");
    bench.client().newUntypedWorkflowStub(ticket.workflowId()).cancel();

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());
    assertEquals(List.of("BEGAN deploy", "ENDED deploy UNTOUCHED"), bench.audit.told());
  }

  @Test
  void does_nothing_unrecorded_where_a_trail_is_required() throws IOException {
    bench.audit.down = true;
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());

    assertEquals(0, hosts.calls("prepare"));
    assertTrue(
        bench.events(ticket.workflowId()).stream().anyMatch(e -> e.type() == EventType.WAITING));
    Histories.record(bench, "deploy-unaudited", ticket.workflowId());
  }

  @Test
  void goes_on_once_the_trail_takes_lines_again() throws InterruptedException {
    bench.audit.down = true;
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitEvent(ticket, EventType.WAITING);
    bench.audit.down = false;

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(List.of("BEGAN deploy", "ENDED deploy SUCCEEDED"), bench.audit.told());
  }
}
