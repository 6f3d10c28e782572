package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.ApproveRequest;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.ExcludeRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.PlanHash;
import io.slipway.contract.RejectRequest;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.SignedRequest;
import io.slipway.domain.Approvals;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deploys that may begin only when others have said so. */
final class ApprovalRunTest {
  private static final Initiator BEN = new Initiator("ben", "desk");
  private static final Initiator CLEO = new Initiator("cleo", "desk");

  private final StageBench bench = new StageBench();
  private final Target plain = Fixtures.target(2, "1");

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void begins_after_a_day_when_somebody_else_has_approved() throws Exception {
    Target target = plain.withApprovals(wanting(1, Duration.ofHours(30)));
    RunTicket ticket = waiting(target);
    bench.skip(Duration.ofHours(24));
    PauseNote pause = Objects.requireNonNull(run(ticket).summary().pause());

    assertEquals(PauseKind.APPROVAL, pause.kind());
    assertEquals(PlanHash.of(target, FakeHosts.REVISION.value()), pause.plan());
    assertEquals(0, bench.hosts.calls("prepare"), "nothing is touched");
    var unused = run(ticket).approve(new ApproveRequest(BEN, "read it", pause.plan()));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(
        "by ben@desk: read it. Still wanted: nothing more.", message(ticket, EventType.APPROVED));
    assertEquals(2, count(ticket, EventType.APPROVAL_WANTED), "asked, and reminded once");
    assertEquals(
        List.of("BEGAN deploy", "PAUSED deploy", "DECIDED approve", "ENDED deploy SUCCEEDED"),
        bench.audit.told());
    Histories.record(bench, "deploy-approved", ticket.workflowId());
  }

  @Test
  void ends_untouched_when_nobody_approves_in_time() throws Exception {
    RunTicket ticket = waiting(plain.withApprovals(wanting(2, Duration.ofHours(10))));

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REJECTED, result.outcome());
    assertEquals(
        "Not approved in time. What was missing: 2 more approvals, not of ana@laptop. Nothing that"
            + " is live has changed.",
        result.message());
    assertEquals(0, bench.hosts.calls("prepare"));
    assertEquals(RunOutcome.REJECTED, bench.lastOutcome());
    assertEquals(
        List.of("BEGAN deploy", "PAUSED deploy", "EXPIRED approve", "ENDED deploy REJECTED"),
        bench.audit.told());
    List<RunEvent> wanted =
        bench.events(ticket.workflowId()).stream()
            .filter(e -> e.type() == EventType.APPROVAL_WANTED)
            .toList();
    assertEquals(
        List.of(Duration.ofHours(5), Duration.ofHours(9)),
        wanted.stream()
            .skip(1)
            .map(
                e ->
                    Duration.between(wanted.getFirst().at(), e.at())
                        .truncatedTo(ChronoUnit.MINUTES))
            .toList());
    Histories.record(bench, "deploy-not-approved", ticket.workflowId());
  }

  @Test
  void one_rejection_ends_it_and_its_reason_is_told() throws Exception {
    RunTicket ticket = waiting(plain.withApprovals(wanting(2)));
    var unused = run(ticket).approve(new ApproveRequest(BEN, null, null));
    String silent =
        refusal(() -> run(ticket).reject(new RejectRequest(CLEO, " ", null))).getOriginalMessage();

    unused = run(ticket).reject(new RejectRequest(CLEO, "not before the sale", null));
    RunResult result = bench.result(ticket);

    assertEquals("Say why it is rejected: --reason.", silent);
    assertEquals(RunOutcome.REJECTED, result.outcome());
    assertEquals(
        "Rejected by cleo@desk: not before the sale. Nothing that is live has changed.",
        result.message());
    assertEquals(0, bench.hosts.calls("prepare"));
    Histories.record(bench, "deploy-rejected", ticket.workflowId());
  }

  @Test
  void who_has_asked_for_it_may_not_and_nobody_counts_twice() throws Exception {
    RunTicket ticket = waiting(plain.withApprovals(wanting(2)));

    ApplicationFailure own =
        refusal(() -> run(ticket).approve(new ApproveRequest(Fixtures.ANA, null, null)));
    RunSummary one = run(ticket).approve(new ApproveRequest(BEN, null, null));
    Initiator elsewhere = new Initiator("ben", "laptop");
    ApplicationFailure twice =
        refusal(() -> run(ticket).approve(new ApproveRequest(elsewhere, null, null)));
    var unused = run(ticket).approve(new ApproveRequest(CLEO, null, null));
    RunResult result = bench.result(ticket);

    assertEquals(FailureType.FORBIDDEN.name(), own.getType());
    assertEquals(
        "ana@laptop has asked for this deploy, so that somebody else must judge it.",
        own.getOriginalMessage());
    assertTrue(
        Objects.requireNonNull(one.pause()).why().contains("1 more approval"), one.toString());
    assertEquals(
        "ben@laptop has approved of this plan already, and counts once.",
        twice.getOriginalMessage());
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(
        List.of("REFUSED approve", "DECIDED approve", "REFUSED approve", "DECIDED approve"),
        bench.audit.told().stream().filter(l -> l.endsWith("approve")).toList());
  }

  @Test
  void another_plan_is_not_approved_of_and_a_changed_one_is_asked_about_anew() throws Exception {
    RunTicket ticket = waiting(plain.withApprovals(wanting(2)));
    String plan = plan(ticket);
    ApplicationFailure other =
        refusal(() -> run(ticket).approve(new ApproveRequest(BEN, null, "sha256:0")));
    var unused = run(ticket).approve(new ApproveRequest(BEN, null, plan));

    unused =
        run(ticket).exclude(new ExcludeRequest(Fixtures.ANA, null, List.of(HostName.of("web2"))));
    ApplicationFailure old =
        refusal(() -> run(ticket).approve(new ApproveRequest(CLEO, null, plan)));
    String fewer = plan(ticket);
    unused = run(ticket).approve(new ApproveRequest(CLEO, null, fewer));
    unused = run(ticket).approve(new ApproveRequest(BEN, null, fewer));
    RunResult result = bench.result(ticket);

    assertTrue(
        other.getOriginalMessage().startsWith("The plan is another one: sha256:0 was meant, and "),
        other.getOriginalMessage());
    assertEquals(FailureType.FORBIDDEN.name(), old.getType());
    assertNotEquals(plan, fewer);
    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(0, bench.hosts.calls("prepare web2"));
  }

  @Test
  void when_all_hosts_are_taken_out_nothing_is_left_to_approve_of() throws Exception {
    RunTicket ticket = waiting(plain.withApprovals(wanting(1)));

    var unused =
        run(ticket)
            .exclude(
                new ExcludeRequest(
                    Fixtures.ANA, null, List.of(HostName.of("web1"), HostName.of("web2"))));

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());
  }

  @Test
  void those_are_asked_whom_the_policy_wants_whatever_the_file_says() throws Exception {
    bench.gate.hasPolicy();
    bench.gate.demands(
        new Approvals(
            2, List.of("ops", "dba"), true, 2, Duration.ofHours(24), Duration.ofHours(8)));
    RunTicket ticket =
        bench.signed(
            Fixtures.signed(
                Action.DEPLOY,
                new DeployRequest(plain.withApprovals(wanting(1)), "v1", Fixtures.ANA, null),
                "ana@example.com"));
    bench.awaitEvent(ticket, EventType.APPROVAL_WANTED);

    ApplicationFailure stranger = refusal(() -> run(ticket).signed(approval("eve@example.com")));
    ApplicationFailure own = refusal(() -> run(ticket).signed(approval("ana@example.com")));
    ApplicationFailure plainly =
        refusal(() -> run(ticket).approve(new ApproveRequest(BEN, null, null)));
    run(ticket).approveUnanswered(new ApproveRequest(BEN, null, null));
    bench.awaitEvent(ticket, EventType.WARNING);
    RunSummary one = run(ticket).signed(approval("ben@example.com"));
    var unused = run(ticket).signed(approval("cleo@example.com"));
    RunResult result = bench.result(ticket);

    assertEquals("eve@example.com may not APPROVE.", stranger.getOriginalMessage());
    assertTrue(
        own.getOriginalMessage().contains("so that somebody else must judge it"),
        own.getOriginalMessage());
    assertEquals("production of shop takes signed requests only.", plainly.getOriginalMessage());
    assertTrue(
        Objects.requireNonNull(one.pause())
            .why()
            .contains("1 more approval of ops, dba from 1 more of these groups"),
        one.toString());
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertTrue(
        bench.audit.notes.stream()
            .anyMatch(
                n ->
                    n.what().action().equals("approve")
                        && n.who().proven().equals("ssh key SHA256:cleo@example.com")));
  }

  @Test
  void a_vote_of_nobody_is_none_and_a_named_one_may_come_from_the_web_ui() throws Exception {
    RunTicket ticket = waiting(plain.withApprovals(wanting(1)));
    run(ticket).approveUnanswered(null);
    bench.awaitEvent(ticket, EventType.WARNING);
    assertTrue(message(ticket, EventType.WARNING).contains("It does not say who"));

    run(ticket).approveUnanswered(new ApproveRequest(BEN, null, null));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void rollbacks_need_nobodys_approval_and_what_does_not_wait_takes_none() throws Exception {
    Target target = plain.withApprovals(wanting(1));
    bench.hosts.serves("web1", "20250101000000");
    bench.hosts.serves("web2", "20250101000000");
    RunTicket first = bench.deploy(plain, "v1");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(first).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    var gate = bench.hosts.gate("web1", "activate");

    RunTicket back = bench.rollback(target, "20250101000000");
    bench.awaitCall("activate web1");
    ApplicationFailure nothing =
        refusal(() -> run(back).approve(new ApproveRequest(BEN, null, null)));
    gate.countDown();

    assertEquals(
        "The run does not wait for approval, so there is nothing to approve.",
        nothing.getOriginalMessage());
    assertEquals(RunOutcome.SUCCEEDED, bench.result(back).outcome());
  }

  @Test
  void can_be_aborted_while_it_waits_but_not_paused() throws Exception {
    RunTicket ticket = waiting(plain.withApprovals(wanting(1)));

    String paused =
        refusal(() -> run(ticket).pause(new PauseRequest(Fixtures.ANA, null, false)))
            .getOriginalMessage();
    var unused = run(ticket).abort(new AbortRequest(Fixtures.ANA, "typo"));
    RunResult result = bench.result(ticket);

    assertEquals("The run has not begun: it waits for approval already.", paused);
    assertEquals(RunOutcome.UNTOUCHED, result.outcome(), result.message());
    assertNull(run(ticket).summary().pause());
  }

  private RunTicket waiting(Target target) throws InterruptedException {
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitEvent(ticket, EventType.APPROVAL_WANTED);
    return ticket;
  }

  private String plan(RunTicket ticket) {
    return Objects.requireNonNull(Objects.requireNonNull(run(ticket).summary().pause()).plan());
  }

  private static SignedRequest approval(String by) {
    return Fixtures.signed(Action.APPROVE, new ApproveRequest(Fixtures.ANA, null, null), by);
  }

  private static Approvals wanting(int quorum) {
    return wanting(quorum, Duration.ofHours(24));
  }

  private static Approvals wanting(int quorum, Duration expires) {
    return new Approvals(quorum, List.of(), true, 0, expires, Duration.ofHours(8));
  }

  private DeployWorkflow run(RunTicket ticket) {
    return bench.controls(DeployWorkflow.class, ticket);
  }

  private long count(RunTicket ticket, EventType type) {
    return bench.events(ticket.workflowId()).stream().filter(e -> e.type() == type).count();
  }

  private String message(RunTicket ticket, EventType type) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == type)
        .findFirst()
        .orElseThrow()
        .message();
  }

  private static ApplicationFailure refusal(Runnable request) {
    return StageBench.refusal(request);
  }
}
