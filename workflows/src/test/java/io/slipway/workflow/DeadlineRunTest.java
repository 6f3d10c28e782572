package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.ContinueRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.Phase;
import io.slipway.contract.ResumeRequest;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Deadlines;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Rollout;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.Tolerance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a deploy, and of a host, that take longer than they may. */
final class DeadlineRunTest {
  private static final Deadlines WHOLE = new Deadlines(Duration.ofMinutes(30), null);
  private static final Deadlines HOST = new Deadlines(null, Duration.ofMinutes(10));

  /** Enough attempts for more than half an hour, since what is waited for is away. */
  private static final int LONG = 30;

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void begins_no_further_batch_and_puts_everything_back() throws IOException {
    slow("activate", "web2");

    RunTicket ticket = bench.deploy(target(3, OnFailure.REVERT, WHOLE, "1"), "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(
        result
            .message()
            .startsWith("The deadline of 30 min is over, and 2 of 3 hosts are switched."),
        result.message());
    assertTrue(hosts.calls("activate web2") > 0, "hosts in work end");
    assertEquals(0, hosts.calls("activate web3"));
    assertNull(hosts.live("web1"));
    assertEquals(
        "The deadline of 30 min is over, and 1 of 3 hosts is switched. No further host begins.",
        message(ticket, EventType.WARNING));
    Histories.record(bench, "deploy-overdue", ticket.workflowId());
  }

  @Test
  void begins_no_further_host_of_a_batch() {
    slow("activate", "web2");
    Rollout one = rollout(OnFailure.REVERT, WHOLE, 1, "100%");

    RunResult result =
        bench.result(bench.deploy(Fixtures.withRollout(Fixtures.target(3), one), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertEquals(0, hosts.calls("activate web3"));
  }

  @Test
  void leaves_the_rest_as_it_is_where_it_is_to_continue() {
    slow("activate", "web2");

    RunResult result = bench.result(bench.deploy(target(4, OnFailure.CONTINUE, WHOLE, "1"), "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(
        List.of(HostState.ACTIVE, HostState.ACTIVE, HostState.DISCARDED, HostState.DISCARDED),
        states(result));
    assertEquals(0, hosts.calls("activate web3"));
  }

  @Test
  void asks_a_person_who_may_give_it_the_time_once_more() throws InterruptedException {
    slow("activate", "web2");
    RunTicket ticket = bench.deploy(target(3, OnFailure.PAUSE, WHOLE, "1"), "v1");
    bench.skip(Duration.ofHours(1));
    bench.awaitEvent(ticket, EventType.PAUSED);

    String paused = message(ticket, EventType.PAUSED);
    assertTrue(
        paused.startsWith("The deadline of 30 min is over, and 2 of 3 hosts are switched. Waits"),
        paused);
    bench.skip(Duration.ofHours(2)); // a standstill is not counted
    var unused = run(ticket).retry(new RetryRequest(Fixtures.ANA, null, List.of(), null));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(1, hosts.calls("activate web3"));
  }

  @Test
  void asks_a_person_who_may_leave_the_rest_as_it_is() throws InterruptedException {
    slow("activate", "web1");
    RunTicket ticket = bench.deploy(target(3, OnFailure.PAUSE, WHOLE, "1"), "v1");
    bench.skip(Duration.ofHours(1));
    bench.awaitEvent(ticket, EventType.PAUSED);

    var unused = run(ticket).goOn(new ContinueRequest(Fixtures.ANA, null));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(
        List.of(HostState.ACTIVE, HostState.DISCARDED, HostState.DISCARDED), states(result));
  }

  @Test
  void neither_migrates_nor_switches_once_it_is_too_late() {
    slow("prepare", "web1");
    Target target =
        Fixtures.withSteps(
            target(2, OnFailure.CONTINUE, WHOLE, "1"),
            new Steps(null, Fixtures.once("bin/migrate", null), null));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome(), result.message());
    assertTrue(result.message().contains("0 of 2 hosts are switched"), result.message());
    assertEquals(0, hosts.calls("migrate"));
    assertEquals(0, hosts.calls("activate"));
  }

  @Test
  void does_not_wait_between_batches_for_what_may_not_begin() {
    slow("prepare", "web1", 15);
    Rollout baking = new Rollout(List.of(BatchSize.parse("1")), Duration.ofMinutes(25), 20, 3);

    RunTicket ticket =
        bench.deploy(Fixtures.withRollout(Fixtures.target(2), baking.with(WHOLE)), "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(
        at(ticket, EventType.REVERT_STARTED)
            .isBefore(at(ticket, EventType.BAKING).plus(Duration.ofMinutes(25))));
  }

  @Test
  void time_for_which_it_is_paused_is_not_counted() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(target(2, OnFailure.REVERT, WHOLE, "1"), "v1");
    bench.awaitCall("activate web1");
    var unused = run(ticket).pause(new PauseRequest(Fixtures.ANA, "lunch", false));
    gate.countDown();
    bench.await("the first batch to end", () -> phases(ticket) == 2);

    bench.skip(Duration.ofHours(3));
    unused = run(ticket).resume(new ResumeRequest(Fixtures.ANA, null));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void a_deploy_that_ends_in_time_hears_nothing_of_it() {
    RunTicket ticket =
        bench.deploy(
            target(3, OnFailure.REVERT, new Deadlines(WHOLE.whole(), HOST.host()), "1"), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(0, count(ticket.workflowId(), EventType.WARNING));
  }

  @Test
  void a_host_that_takes_too_long_has_failed_and_the_others_go_on() throws IOException {
    busy("web2");

    RunTicket ticket = bench.deploy(tolerant(3), "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(List.of(HostState.ACTIVE, HostState.REVERTED, HostState.ACTIVE), states(result));
    assertEquals(
        FailureType.DEADLINE_PASSED,
        Objects.requireNonNull(result.hosts().get(1).failure()).type());
    String batch = WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1);
    assertTrue(
        message(batch, EventType.HOST_FAILED)
            .startsWith(
                "web2: tried to activate, but it was not done within 10 min"
                    + " (rollout.host_deadline), and was ended."),
        message(batch, EventType.HOST_FAILED));
    assertNull(hosts.live("web2"));
    Histories.record(bench, "batch-overdue-host", batch);
  }

  @Test
  void a_host_whose_run_is_paused_has_its_time_afterwards() throws InterruptedException {
    busy("web1");
    RunTicket ticket = bench.deploy(tolerant(1), "v1");
    bench.awaitCall("activate web1");
    var unused = run(ticket).pause(new PauseRequest(Fixtures.ANA, "lunch", false));
    String batch = WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1);
    bench.awaitSignal(batch, "hold");

    bench.skip(Duration.ofHours(1));
    unused = run(ticket).resume(new ResumeRequest(Fixtures.ANA, null));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(
        first(batch, EventType.HOST_FAILED)
            .at()
            .isAfter(at(ticket, EventType.PAUSED).plus(Duration.ofHours(1))));
  }

  /** Another script of ours does not end there. */
  private void busy(String host) {
    hosts.breaks(host, "activate", FailureType.HOST_BUSY, Integer.MAX_VALUE);
  }

  /** A host may fail, and is tried as often as there is time. */
  private static Target tolerant(int hosts) {
    return Fixtures.withRollout(
        Fixtures.target(hosts),
        new Rollout(
                List.of(),
                Duration.ZERO,
                20,
                1000,
                OnFailure.REVERT,
                Tolerance.parse("1"),
                Tolerance.NONE,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofHours(24))
            .with(HOST));
  }

  private void slow(String step, String host) {
    slow(step, host, LONG);
  }

  private void slow(String step, String host, int attempts) {
    hosts.breaks(host, step, FailureType.AUDIT_UNREACHABLE, attempts);
  }

  private static Target target(
      int hosts, OnFailure onFailure, Deadlines deadlines, String... batches) {
    return Fixtures.withRollout(Fixtures.target(hosts), rollout(onFailure, deadlines, 20, batches));
  }

  private static Rollout rollout(
      OnFailure onFailure, @Nullable Deadlines deadlines, int parallel, String... batches) {
    return new Rollout(
            Arrays.stream(batches).map(BatchSize::parse).toList(),
            Duration.ZERO,
            parallel,
            3,
            onFailure,
            Tolerance.NONE,
            Tolerance.NONE,
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofHours(24))
        .with(deadlines);
  }

  private DeployWorkflow run(RunTicket ticket) {
    return bench.controls(DeployWorkflow.class, ticket);
  }

  private long phases(RunTicket ticket) {
    return count(ticket.workflowId(), EventType.PHASE_ENDED);
  }

  private long count(String workflow, EventType type) {
    return bench.events(workflow).stream().filter(e -> e.type() == type).count();
  }

  private String message(RunTicket ticket, EventType type) {
    return message(ticket.workflowId(), type);
  }

  private String message(String workflow, EventType type) {
    return first(workflow, type).message();
  }

  private Instant at(RunTicket ticket, EventType type) {
    return first(ticket.workflowId(), type).at();
  }

  private RunEvent first(String workflow, EventType type) {
    return bench.events(workflow).stream().filter(e -> e.type() == type).findFirst().orElseThrow();
  }

  private static List<HostState> states(RunResult result) {
    return result.hosts().stream().map(HostResult::state).toList();
  }
}
