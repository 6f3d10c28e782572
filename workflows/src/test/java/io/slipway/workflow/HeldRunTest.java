package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.Phase;
import io.slipway.contract.ResumeRequest;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BatchSize;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Rollout;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a run that a person has paused. */
final class HeldRunTest {
  private static final PauseRequest LUNCH = new PauseRequest(Fixtures.ANA, "lunch", false);
  private static final PauseRequest AT_ONCE = new PauseRequest(Fixtures.ANA, null, true);
  private static final ResumeRequest BACK = new ResumeRequest(Fixtures.ANA, "back again");

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void begins_no_further_host_of_a_batch_until_it_is_resumed()
      throws IOException, InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(oneByOne(Fixtures.target(3), "100%"), "v1");
    bench.awaitCall("activate web1");
    String batch = WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1);

    RunSummary held = run(ticket).pause(LUNCH);
    bench.awaitSignal(batch, "hold");
    gate.countDown();
    bench.await("web1 to be done", () -> told(batch, EventType.HOST_DONE) == 1);

    assertEquals(1, told(batch, EventType.HOST_STARTED), "the next would begin in the same task");
    assertEquals("Paused by ana@laptop: lunch.", Objects.requireNonNull(held.pause()).why());
    RunSummary going = run(ticket).resume(BACK);
    RunResult result = bench.result(ticket);

    assertNull(going.pause());
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(
        List.of("BEGAN deploy", "DECIDED pause", "DECIDED resume", "ENDED deploy SUCCEEDED"),
        bench.audit.told());
    Histories.record(bench, "deploy-held", ticket.workflowId());
    Histories.record(bench, "batch-held", batch);
  }

  @Test
  void begins_no_further_batch_and_the_stage_shows_who_wanted_so() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(Fixtures.target(2, "1"), "v1");
    bench.awaitCall("activate web1");
    run(ticket).pauseUnanswered(LUNCH);
    bench.await("the stage to know", () -> pause() != null);
    gate.countDown();
    bench.await("the first batch to end", () -> phases(ticket, EventType.PHASE_ENDED) == 2);

    PauseNote pause = Objects.requireNonNull(pause());

    assertEquals(PauseKind.HELD, pause.kind());
    assertEquals(Fixtures.ANA, pause.by());
    assertEquals(pause.since().plus(Duration.ofHours(24)), pause.until());
    assertEquals(2, phases(ticket, EventType.PHASE_STARTED), "prepare, and one batch");
    run(ticket).resumeUnanswered(null);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void puts_everything_back_when_nobody_resumes_it() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(oneByOne(Fixtures.target(3), "100%"), "v1");
    bench.awaitCall("activate web1");
    var unused = run(ticket).pause(LUNCH);
    bench.awaitSignal(WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1), "hold");
    gate.countDown();

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(
        result
            .message()
            .startsWith(
                "Paused by ana@laptop: lunch. Nobody has decided in time how to go on. Put back:"
                    + " web1."),
        result.message());
    assertEquals(0, hosts.calls("activate web2"));
    assertTrue(
        !at(ticket, EventType.REVERT_STARTED)
            .isBefore(at(ticket, EventType.PAUSED).plus(Duration.ofHours(24))));
  }

  @Test
  void what_is_irreversible_is_kept_when_nobody_resumes_it() throws InterruptedException {
    Target target =
        Fixtures.withSteps(oneByOne(Fixtures.target(2), "1"), new Steps(null, forGood(), null));
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitCall("activate web1");
    var unused = run(ticket).pause(LUNCH);
    gate.countDown();

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(List.of(HostState.ACTIVE, HostState.DISCARDED), states(result));
  }

  @Test
  void can_be_aborted_while_it_is_paused() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(Fixtures.target(3, "1"), "v1");
    bench.awaitCall("activate web1");
    var unused = run(ticket).pause(LUNCH);
    gate.countDown();
    bench.await("the first batch to end", () -> phases(ticket, EventType.PHASE_ENDED) == 2);

    unused = run(ticket).abort(new AbortRequest(Fixtures.ANA, "no more"));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(result.message().startsWith("Aborted by ana@laptop: no more."), result.message());
    assertTrue(
        at(ticket, EventType.REVERT_STARTED)
            .isBefore(at(ticket, EventType.PAUSED).plus(Duration.ofHours(1))),
        "nobody waits for the pause to expire");
    assertEquals(List.of(), hosts.releases("web3"));
  }

  @Test
  void stands_still_between_steps_when_it_is_paused_now() throws InterruptedException {
    Target target =
        Fixtures.withSteps(Fixtures.target(1), new Steps(Fixtures.onAll("make"), null, null));
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitCall("prepare web1");
    String batch = WorkflowIds.batch(ticket.key(), Phase.PREPARE, 1);
    var unused = run(ticket).pause(LUNCH);
    unused = run(ticket).pause(AT_ONCE);
    bench.await("both to be heard", () -> held(batch) == 2);
    gate.countDown();
    bench.await("prepare to be over", () -> completed(batch) == 1);
    long scheduled = scheduled(batch);

    unused = run(ticket).resume(BACK);
    RunResult result = bench.result(ticket);

    assertEquals(1, scheduled, "the build would be scheduled in the same task");
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(1, hosts.calls("build web1"));
  }

  @Test
  void a_migration_does_not_begin_while_it_is_paused() throws InterruptedException {
    Target target =
        Fixtures.withSteps(Fixtures.target(1), new Steps(null, Fixtures.once("up", "down"), null));
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitCall("prepare web1");
    var unused = run(ticket).pause(LUNCH);
    gate.countDown();

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.UNTOUCHED, result.outcome(), result.message());
    assertEquals(0, hosts.calls("migrate web1"));
  }

  @Test
  void time_for_which_it_is_paused_does_not_use_up_the_patience_with_an_outage()
      throws InterruptedException {
    hosts.breaks("web1", "prepare", FailureType.SOURCE_UNREACHABLE, 9_999);
    RunTicket ticket = bench.deploy(Fixtures.target(1), "v1");
    String batch = WorkflowIds.batch(ticket.key(), Phase.PREPARE, 1);
    bench.awaitCall("prepare web1");
    bench.skip(Duration.ofMinutes(2));
    bench.await("an outage", () -> told(batch, EventType.WAITING) > 0);
    var unused = run(ticket).pause(LUNCH);
    bench.awaitSignal(batch, "hold");
    bench.skip(Duration.ofHours(3));
    hosts.breaks("web1", "prepare", FailureType.SOURCE_UNREACHABLE, 0);

    unused = run(ticket).resume(BACK);
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
  }

  @Test
  void a_run_that_stands_still_by_itself_is_paused_no_more() throws InterruptedException {
    Target target =
        Fixtures.withRollout(
            Fixtures.target(2), Fixtures.reacting(OnFailure.PAUSE, "0", "0", "100%"));
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 1);
    CountDownLatch gate = hosts.gate("web2", "activate");
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitCall("activate web2");
    var unused = run(ticket).pause(LUNCH);
    gate.countDown();
    bench.await(
        "a standstill",
        () -> {
          PauseNote pause = pause();
          return pause != null && pause.kind() == PauseKind.STANDSTILL;
        });

    String resumed = refusal(() -> run(ticket).resume(BACK));
    String paused = refusal(() -> run(ticket).pause(LUNCH));
    unused = run(ticket).retry(new RetryRequest(Fixtures.ANA, null, List.of(), null));
    RunResult result = bench.result(ticket);

    String choose = "slipway retry, exclude, continue or abort production.";
    assertEquals("The run waits for you to choose how it goes on: " + choose, resumed);
    assertEquals("The run waits for you already: " + choose, paused);
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
  }

  @Test
  void refuses_what_makes_no_sense() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    CountDownLatch discard = hosts.gate("web1", "discard");
    RunTicket ticket = bench.deploy(Fixtures.target(1), "v1");
    bench.awaitCall("prepare web1");

    String nothing = refusal(() -> run(ticket).resume(BACK));
    var unused = run(ticket).pause(LUNCH);
    String again = refusal(() -> run(ticket).pause(LUNCH));
    gate.countDown();
    bench.await("web1 to be prepared", () -> phases(ticket, EventType.PHASE_ENDED) == 1);
    unused = run(ticket).abort(new AbortRequest(Fixtures.ANA, null));
    bench.awaitCall("discard web1");
    String late = refusal(() -> run(ticket).pause(LUNCH));
    discard.countDown();
    RunResult result = bench.result(ticket);

    assertEquals("Nobody has paused the run, so there is nothing to resume.", nothing);
    assertEquals(
        "The run is paused already. Paused by ana@laptop: lunch. To let it go on: slipway resume"
            + " production.",
        again);
    assertEquals("It is being aborted.", late);
    assertEquals(RunOutcome.UNTOUCHED, result.outcome(), result.message());
  }

  @Test
  void only_those_who_may_pause_and_resume_it() throws InterruptedException {
    bench.gate.hasPolicy();
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket ticket =
        bench.signed(
            Fixtures.signed(
                Action.DEPLOY,
                new DeployRequest(Fixtures.target(1), "v1", Fixtures.ANA, null),
                "ana@example.com"));
    bench.awaitCall("prepare web1");

    String stranger =
        refusal(() -> run(ticket).signed(Fixtures.signed(Action.PAUSE, LUNCH, "eve@example.com")));
    RunSummary held = run(ticket).signed(Fixtures.signed(Action.PAUSE, LUNCH, "ben@example.com"));
    String unsigned = refusal(() -> run(ticket).resume(BACK));
    gate.countDown();
    RunSummary going = run(ticket).signed(Fixtures.signed(Action.RESUME, BACK, "ana@example.com"));

    assertEquals("eve@example.com may not PAUSE.", stranger);
    assertEquals(
        "Paused by ben@example.com (ssh key SHA256:ben@example.com): lunch.",
        Objects.requireNonNull(held.pause()).why());
    assertEquals("production of shop takes signed requests only.", unsigned);
    assertNull(going.pause());
    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void a_stage_that_is_free_again_shows_no_pause() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(Fixtures.target(1), "v1");
    bench.awaitCall("activate web1");
    run(ticket).pauseUnanswered(null);
    bench.awaitEvent(ticket, EventType.PAUSED);
    gate.countDown();

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), "nothing was left to hold");
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    assertNull(bench.status().history().getFirst().pause());
    assertNotNull(message(ticket, EventType.PAUSED));
    assertTrue(
        message(ticket, EventType.PAUSED)
            .startsWith("Asked for by somebody@signal. Hosts in work end, and no other begins."),
        message(ticket, EventType.PAUSED));
  }

  private @Nullable PauseNote pause() {
    RunSummary current = bench.status().current();
    return current == null ? null : current.pause();
  }

  private long phases(RunTicket ticket, EventType type) {
    return told(ticket.workflowId(), type);
  }

  private long told(String workflow, EventType type) {
    return bench.events(workflow).stream().filter(e -> e.type() == type).count();
  }

  private Instant at(RunTicket ticket, EventType type) {
    return event(ticket, type).at();
  }

  private String message(RunTicket ticket, EventType type) {
    return event(ticket, type).message();
  }

  private RunEvent event(RunTicket ticket, EventType type) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == type)
        .findFirst()
        .orElseThrow();
  }

  private long held(String workflow) {
    return bench.history(workflow).getEvents().stream()
        .filter(e -> e.hasWorkflowExecutionSignaledEventAttributes())
        .count();
  }

  private long completed(String workflow) {
    return bench.history(workflow).getEvents().stream()
        .filter(e -> e.hasActivityTaskCompletedEventAttributes())
        .count();
  }

  private long scheduled(String workflow) throws InterruptedException {
    // The task that hears of the completed activity decides what follows it.
    bench.await(
        "a task after it",
        () -> {
          var events = bench.history(workflow).getEvents();
          return events.getLast().hasWorkflowTaskCompletedEventAttributes()
              || events.getLast().hasActivityTaskScheduledEventAttributes();
        });
    return bench.history(workflow).getEvents().stream()
        .filter(e -> e.hasActivityTaskScheduledEventAttributes())
        .count();
  }

  private static String refusal(Runnable request) {
    return StageBench.refusal(request).getOriginalMessage();
  }

  private DeployWorkflow run(RunTicket ticket) {
    return bench.controls(DeployWorkflow.class, ticket);
  }

  private static Target oneByOne(Target target, String batch) {
    return Fixtures.withRollout(
        target, new Rollout(List.of(BatchSize.parse(batch)), Duration.ZERO, 1, 3));
  }

  private static Step forGood() {
    return new Step("up", null, null, true, Duration.ofMinutes(10), null, true, List.of());
  }

  private static List<HostState> states(RunResult result) {
    return result.hosts().stream().map(HostResult::state).toList();
  }
}
