package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostState;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StageEntityTest {
  private static final String OLD = "20250101000000";

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void refuses_a_second_run_with_all_that_its_asker_needs() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket first = bench.deploy(Fixtures.target(1), "v1");
    bench.await("the revision", () -> holder().revision() != null);

    ApplicationFailure refusal = refusal(() -> bench.rollback(Fixtures.target(1), null));
    gate.countDown();

    assertEquals(FailureType.STAGE_BUSY.name(), refusal.getType());
    assertEquals(first.key(), refusal.getDetails().get(RunSummary.class).key());
    for (String part :
        List.of("being deployed by ana@laptop since", "v1, 4f2c9d1", "slipway watch production")) {
      assertTrue(refusal.getOriginalMessage().contains(part), refusal.getOriginalMessage());
    }
    assertEquals(RunOutcome.SUCCEEDED, bench.result(first).outcome());
  }

  @Test
  void lets_exactly_one_of_fifty_in() throws InterruptedException, ExecutionException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    List<RunTicket> admitted = new ArrayList<>();
    int refused = 0;
    try (var threads = Executors.newFixedThreadPool(50)) {
      Callable<RunTicket> ask = () -> bench.deploy(Fixtures.target(1), "v1");
      for (Future<RunTicket> answer : threads.invokeAll(java.util.Collections.nCopies(50, ask))) {
        try {
          admitted.add(answer.get());
        } catch (ExecutionException e) {
          assertEquals(FailureType.STAGE_BUSY.name(), failureIn(e.getCause()).getType());
          refused++;
        }
      }
    }
    gate.countDown();

    assertEquals(1, admitted.size());
    assertEquals(49, refused);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(admitted.getFirst()).outcome());
    assertEquals(1, hosts.calls("activate"));
  }

  @Test
  void gives_ids_that_grow_also_within_a_second() throws InterruptedException {
    RunTicket first = bench.deploy(Fixtures.target(1), "v1");
    bench.result(first);
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());

    RunTicket second = bench.deploy(Fixtures.target(1), "v2");

    assertTrue(second.key().id().compareTo(first.key().id()) > 0);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(second).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    assertEquals(
        List.of(second.key(), first.key()),
        bench.status().history().stream().map(RunSummary::key).toList());
  }

  @Test
  void refuses_a_deploy_whose_migration_has_no_host() {
    Step onDatabase = new Step("up", null, Role.of("db"), true, Duration.ofMinutes(1));
    Target target = Fixtures.withSteps(Fixtures.target(2), new Steps(null, onDatabase, null));

    ApplicationFailure refusal = refusal(() -> bench.deploy(target, "v1"));

    assertEquals(FailureType.INVALID_REQUEST.name(), refusal.getType());
    assertTrue(refusal.getOriginalMessage().contains("role db"), refusal.getOriginalMessage());
    assertEquals(List.of(), hosts.calls());
  }

  @Test
  void rolls_back_to_what_was_live_before() throws InterruptedException {
    RunTicket first = bench.deploy(Fixtures.target(2), "v1");
    bench.result(first);
    bench.lastOutcome();
    bench.result(bench.deploy(Fixtures.target(2), "v2"));
    bench.lastOutcome();

    RunResult result = bench.result(bench.rollback(Fixtures.target(2), null));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(first.key().id(), result.release());
    assertEquals(first.key().id(), hosts.live("web2"));
  }

  @Test
  void refuses_to_roll_back_to_what_not_all_hosts_have() {
    hosts.serves("web1", "20240101000000");
    hosts.serves("web1", OLD);
    hosts.serves("web2", OLD);

    RunResult result = bench.result(bench.rollback(Fixtures.target(2), "20240101000000"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertTrue(result.message().contains("is not on web2"), result.message());
    assertEquals(0, hosts.calls("activate"));
  }

  @Test
  void puts_a_failed_rollback_back() {
    for (String host : List.of("web1", "web2")) {
      hosts.serves(host, "20240101000000");
      hosts.serves(host, OLD);
    }
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.rollback(Fixtures.target(2, "1"), null));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
    assertEquals(ReleaseId.of(OLD), hosts.live("web2"));
    assertEquals(0, hosts.calls("discard"), "a rollback makes no directory");
  }

  @Test
  void puts_hosts_back_when_a_deploy_was_terminated() throws InterruptedException {
    hosts.serves("web1", OLD);
    hosts.serves("web2", OLD);
    CountDownLatch gate = hosts.gate("web2", "activate");
    Target target =
        Fixtures.withSteps(
            Fixtures.target(3, "1"), new Steps(null, Fixtures.once("up", "down"), null));
    RunTicket lost = bench.deploy(target, "v1");
    bench.awaitCall("activate web2");
    CountDownLatch revert = hosts.gate("web3", "revert");

    bench.terminate(lost.workflowId());
    bench.awaitCall("revert web3");
    RunSummary recovery = holder();
    ApplicationFailure refusal = refusal(() -> bench.deploy(target, "v2"));
    gate.countDown();
    revert.countDown();
    RunResult result = bench.result(ticketOf(recovery));

    assertEquals(RunKind.RECOVERY, recovery.key().kind());
    assertEquals("recovery/shop/production/" + recovery.key().id(), recovery.workflowId());
    assertTrue(refusal.getOriginalMessage().contains(lost.workflowId()), refusal.toString());
    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(
        List.of(HostState.REVERTED, HostState.REVERTED, HostState.REVERTED),
        result.hosts().stream().map(h -> h.state()).toList());
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
    assertEquals(ReleaseId.of(OLD), hosts.live("web2"));
    assertNull(hosts.live("web3"));
    for (int i = 1; i <= 3; i++) {
      assertFalse(hosts.releases("web" + i).contains(lost.key().id()), "web" + i);
    }
    assertFalse(hosts.migrated("web1"));
    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());
    assertEquals(
        List.of(recovery.key(), lost.key()),
        bench.status().history().stream().map(RunSummary::key).toList());
    assertEquals(
        RunOutcome.SUCCEEDED, bench.result(bench.deploy(Fixtures.target(3), "v2")).outcome());
  }

  @Test
  void recovers_from_a_deploy_that_had_begun_nothing() throws InterruptedException {
    hosts.serves("web1", OLD);
    CountDownLatch gate = hosts.gate("web1", "resolve");
    RunTicket lost = bench.deploy(Fixtures.target(1), "v1");
    bench.awaitCall("resolve web1");

    bench.terminate(lost.workflowId());
    gate.countDown();

    bench.await("the recovery", () -> bench.status().history().size() == 2);
    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
  }

  @Test
  void recovers_a_rollback_to_what_was_live() throws InterruptedException {
    hosts.serves("web1", "20240101000000");
    hosts.serves("web1", OLD);
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket lost = bench.rollback(Fixtures.target(1), null);
    bench.awaitCall("activate web1");

    bench.terminate(lost.workflowId());
    gate.countDown();

    bench.await("the recovery", () -> bench.status().history().size() == 2);
    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
    assertEquals(ReleaseId.of("20240101000000"), bench.status().history().get(1).release());
  }

  @Test
  void lets_go_when_the_recovery_is_terminated_too_and_says_so() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    CountDownLatch revert = hosts.gate("web1", "revert");
    RunTicket lost = bench.deploy(Fixtures.target(1), "v1");
    bench.awaitCall("prepare web1");
    bench.terminate(lost.workflowId());
    bench.awaitCall("revert web1");

    bench.terminate(holder().workflowId());
    gate.countDown();
    revert.countDown();

    assertNull(bench.lastOutcome());
    assertTrue(
        String.valueOf(bench.status().history().getFirst().message())
            .contains("may serve different releases"));
  }

  private RunSummary holder() {
    return java.util.Objects.requireNonNull(bench.status().current());
  }

  private static RunTicket ticketOf(RunSummary run) {
    return new RunTicket(run.key(), run.workflowId(), run.startedAt());
  }

  private static ApplicationFailure refusal(Runnable request) {
    return failureIn(assertThrows(WorkflowUpdateException.class, request::run));
  }

  private static ApplicationFailure failureIn(@Nullable Throwable refused) {
    WorkflowUpdateException update = assertInstanceOf(WorkflowUpdateException.class, refused);
    return assertInstanceOf(ApplicationFailure.class, update.getCause());
  }
}
