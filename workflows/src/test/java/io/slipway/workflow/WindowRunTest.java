package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.ApproveRequest;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.ResumeRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Approvals;
import io.slipway.domain.BatchSize;
import io.slipway.domain.InFlight;
import io.slipway.domain.Rollout;
import io.slipway.domain.Target;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import io.slipway.domain.Windows;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deploys to stages that are not open at all times. */
final class WindowRunTest {
  private static final String ALWAYS = "MON-SUN 00:00-24:00";

  private final StageBench bench = new StageBench();
  private final Target plain = Fixtures.target(2, "1");

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void is_refused_before_anything_is_touched_while_its_stage_is_closed() throws Exception {
    RunTicket ticket = bench.deploy(closed(InFlight.FINISH), "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REJECTED, result.outcome());
    assertEquals(
        "Deploys to production may not begin now. It is frozen by the window MON-SUN 00:00-24:00"
            + " (Z): sale. No opening is in sight. Who may override it can do so: slipway deploy"
            + " --override-freeze --reason WHY. Nothing that is live has changed.",
        result.message());
    assertEquals(0, bench.hosts.calls("prepare"));
    assertEquals(0, bench.hosts.calls("activate"));
    assertEquals(
        List.of("BEGAN deploy", "REFUSED deploy", "ENDED deploy REJECTED"), bench.audit.told());
    Histories.record(bench, "deploy-closed", ticket.workflowId());
  }

  @Test
  void one_answer_of_the_gate_serves_the_beginning_and_each_later_batch_asks_anew()
      throws Exception {
    Rollout whole = new Rollout(List.of(BatchSize.parse("100%")), Duration.ZERO, 20, 3);
    RunTicket quick = bench.deploy(Fixtures.withRollout(plain, whole), "v1");
    RunOutcome one = bench.result(quick).outcome();
    int atOnce = bench.gate.demanded();
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());

    RunTicket ticket = bench.deploy(plain, "v1");
    RunOutcome two = bench.result(ticket).outcome();

    assertEquals(List.of(RunOutcome.SUCCEEDED, RunOutcome.SUCCEEDED), List.of(one, two));
    assertEquals(1, atOnce, "the beginning, approvals and the first batch");
    assertEquals(2, bench.gate.demanded() - atOnce, "the second batch as well");
    Histories.record(bench, "deploy-demands-once", ticket.workflowId());
  }

  @Test
  void a_first_batch_that_comes_late_is_looked_at_anew() throws Exception {
    CountDownLatch prepared = bench.hosts.gate("web1", "prepare");
    RunTicket ticket = bench.deploy(plain, "v1");
    bench.awaitCall("prepare web1");
    bench.skip(Duration.ofSeconds(11));
    bench.gate.windows(window(WindowKind.FREEZE, ALWAYS));
    prepared.countDown();
    bench.awaitEvent(ticket, EventType.FROZEN);

    var unused = run(ticket).abort(new AbortRequest(Fixtures.ANA, "not today"));

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());
    assertEquals(0, bench.hosts.calls("activate"));
    Histories.record(bench, "deploy-frozen-first-batch", ticket.workflowId());
  }

  @Test
  void is_refused_by_the_policys_windows_whatever_the_file_allows() throws Exception {
    bench.gate.windows(window(WindowKind.FREEZE, ALWAYS));

    RunResult result =
        bench.result(
            bench.deploy(
                plain.withWindows(windows(InFlight.FINISH_BATCH, window(WindowKind.ALLOW, ALWAYS))),
                "v1"));

    assertEquals(RunOutcome.REJECTED, result.outcome(), result.message());
  }

  @Test
  void a_look_for_a_plan_tells_what_the_policy_says() throws Exception {
    bench.gate.windows(window(WindowKind.FREEZE, ALWAYS));

    SurveyResult found = bench.check("survey/windows", plain);

    assertEquals(
        List.of(window(WindowKind.FREEZE, ALWAYS)),
        java.util.Objects.requireNonNull(found.demands()).windows());
    Histories.record(bench, "survey-demands", "survey/windows");
  }

  @Test
  void what_waits_for_approval_is_looked_at_again_when_it_has_it() throws Exception {
    bench.gate.demands(
        new Approvals(1, List.of(), false, 0, Duration.ofHours(24), Duration.ofHours(8)));
    RunTicket ticket = bench.deploy(plain, "v1");
    bench.awaitEvent(ticket, EventType.APPROVAL_WANTED);
    bench.gate.windows(window(WindowKind.FREEZE, ALWAYS));

    var unused = run(ticket).approve(new ApproveRequest(Fixtures.ANA, null, null));

    assertEquals(RunOutcome.REJECTED, bench.result(ticket).outcome());
    assertEquals(0, bench.hosts.calls("prepare"));
    Histories.record(bench, "deploy-closed-when-approved", ticket.workflowId());
  }

  @Test
  void finishes_its_batch_and_goes_on_by_itself_when_the_stage_opens() throws Exception {
    RunTicket ticket = closingInTheFirstBatch(InFlight.FINISH_BATCH, Duration.ofHours(20));
    bench.awaitEvent(ticket, EventType.FROZEN);
    PauseNote pause = Objects.requireNonNull(run(ticket).summary().pause());
    long activated = bench.hosts.calls("activate");
    String paused =
        refusal(() -> run(ticket).pause(new PauseRequest(Fixtures.ANA, null, false)))
            .getOriginalMessage();
    String resumed =
        refusal(() -> run(ticket).resume(new ResumeRequest(Fixtures.ANA, null)))
            .getOriginalMessage();

    RunResult result = bench.result(ticket);

    assertEquals(PauseKind.FROZEN, pause.kind());
    assertTrue(pause.why().startsWith("It is frozen by the window "), pause.why());
    assertEquals(1, activated, "the second host is not begun");
    assertTrue(paused.startsWith("The run stands still already. It is frozen"), paused);
    assertTrue(resumed.contains("it goes on by itself when it may"), resumed);
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals("The stage is open again; the run goes on.", message(ticket, EventType.RESUMED));
    Histories.record(bench, "deploy-frozen", ticket.workflowId());
  }

  @Test
  void is_put_back_when_the_stage_does_not_open_in_time() throws Exception {
    RunTicket ticket = closingInTheFirstBatch(InFlight.FINISH_BATCH, Duration.ofDays(10));

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(result.message().contains("It is frozen by the window "), result.message());
    assertEquals(1, bench.hosts.calls("activate"));
    Histories.record(bench, "deploy-frozen-too-long", ticket.workflowId());
  }

  @Test
  void goes_on_within_an_hour_when_the_policys_freeze_is_lifted() throws Exception {
    CountDownLatch first = bench.hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(plain, "v1");
    bench.awaitCall("activate web1");
    bench.gate.windows(window(WindowKind.FREEZE, ALWAYS));
    first.countDown();
    bench.awaitEvent(ticket, EventType.FROZEN);

    bench.gate.windows();

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void goes_on_where_its_stage_says_so() throws Exception {
    RunTicket ticket = closingInTheFirstBatch(InFlight.FINISH, Duration.ofDays(10));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void is_put_back_at_once_where_its_stage_says_so() throws Exception {
    RunTicket ticket = closingInTheFirstBatch(InFlight.REVERT, Duration.ofDays(10));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(result.message().startsWith("It is frozen by the window "), result.message());
  }

  @Test
  void can_be_aborted_while_it_stands_still() throws Exception {
    RunTicket ticket = closingInTheFirstBatch(InFlight.FINISH_BATCH, Duration.ofHours(20));
    bench.awaitEvent(ticket, EventType.FROZEN);

    var unused = run(ticket).abort(new AbortRequest(Fixtures.ANA, "not today"));

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());
  }

  @Test
  void is_done_all_the_same_by_who_may_override_and_says_why() throws Exception {
    Target closed = closed(InFlight.REVERT);
    ApplicationFailure silent =
        refusal(
            () -> bench.deploy(new DeployRequest(closed, "v1", Fixtures.ANA, " ").overriding()));

    RunTicket ticket =
        bench.deploy(new DeployRequest(closed, "v1", Fixtures.ANA, "outage").overriding());
    RunResult result = bench.result(ticket);

    assertEquals(
        "Say why it cannot wait until the stage opens: --reason.", silent.getOriginalMessage());
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertTrue(
        message(ticket, EventType.OVERRIDDEN).endsWith("Overridden by ana@laptop: outage."),
        message(ticket, EventType.OVERRIDDEN));
    assertEquals(
        List.of("BEGAN deploy", "DECIDED override", "ENDED deploy SUCCEEDED"), bench.audit.told());
    assertTrue(
        bench.gate.asked().stream().anyMatch(o -> o.action() == Action.OVERRIDE),
        "the gate is asked whether they may");
    Histories.record(bench, "deploy-overriding", ticket.workflowId());
  }

  @Test
  void who_has_signed_a_deploy_has_not_signed_an_override() {
    bench.gate.hasPolicy();
    DeployRequest request =
        new DeployRequest(closed(InFlight.FINISH), "v1", Fixtures.ANA, "outage").overriding();

    ApplicationFailure refused =
        refusal(() -> bench.signed(Fixtures.signed(Action.DEPLOY, request, "ana@example.com")));

    assertEquals(FailureType.INVALID_REQUEST.name(), refused.getType());
    assertEquals("'deploy' cannot be asked for here.", refused.getOriginalMessage());
  }

  @Test
  void windows_that_cannot_be_used_end_the_run_and_do_not_hang_it() throws Exception {
    for (Windows hostile :
        List.of(
            windows(InFlight.FINISH, window(WindowKind.FREEZE, "+99999-01-01T00:00/whenever")),
            new Windows(
                Collections.nCopies(101, window(WindowKind.FREEZE, ALWAYS)), InFlight.FINISH))) {
      RunResult result = bench.result(bench.deploy(plain.withWindows(hostile), "v1"));

      assertEquals(RunOutcome.UNTOUCHED, result.outcome());
      assertEquals(RunOutcome.UNTOUCHED, bench.lastOutcome());
      assertTrue(
          result.message().startsWith("The windows of the stage cannot be used: "),
          result.message());
    }
  }

  @Test
  void rollbacks_are_done_at_all_times() throws Exception {
    bench.hosts.serves("web1", "20250101000000");
    bench.hosts.serves("web2", "20250101000000");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(plain, "v1")).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    bench.gate.windows(window(WindowKind.FREEZE, ALWAYS));

    RunTicket back = bench.rollback(closed(InFlight.REVERT), "20250101000000");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(back).outcome());
  }

  /** Closes two hours after its beginning, while its first host has its three hours alone. */
  private RunTicket closingInTheFirstBatch(InFlight inFlight, Duration lasts)
      throws InterruptedException {
    LocalDateTime from =
        LocalDateTime.ofInstant(Instant.now().plus(Duration.ofHours(2)), ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.MINUTES);
    String when = "%s/%s".formatted(from, from.plus(lasts));
    Rollout baking = new Rollout(List.of(BatchSize.parse("1")), Duration.ofHours(3), 20, 3);
    RunTicket ticket =
        bench.deploy(
            Fixtures.withRollout(plain, baking)
                .withWindows(windows(inFlight, window(WindowKind.FREEZE, when))),
            "v1");
    bench.awaitEvent(ticket, EventType.BAKING);
    bench.skip(Duration.ofHours(3).plusMinutes(1));
    return ticket;
  }

  private Target closed(InFlight inFlight) {
    return plain.withWindows(windows(inFlight, window(WindowKind.FREEZE, ALWAYS)));
  }

  private static Windows windows(InFlight inFlight, Window... list) {
    return new Windows(List.of(list), inFlight);
  }

  private static Window window(WindowKind kind, String when) {
    return new Window(kind, when, ZoneOffset.UTC, "sale");
  }

  private DeployWorkflow run(RunTicket ticket) {
    return bench.controls(DeployWorkflow.class, ticket);
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
