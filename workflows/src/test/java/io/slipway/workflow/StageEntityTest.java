package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
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

    ApplicationFailure refusal = StageBench.refusal(() -> bench.rollback(Fixtures.target(1), null));
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
  @Tag("capistrano-ask-6")
  void lets_exactly_one_of_fifty_in() throws InterruptedException, ExecutionException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    List<RunTicket> admitted = new ArrayList<>();
    int refused = 0;
    try (var threads = Executors.newFixedThreadPool(50)) {
      Callable<RunTicket> ask = () -> bench.deploy(Fixtures.target(1), "v1");
      for (Future<RunTicket> answer : threads.invokeAll(Collections.nCopies(50, ask))) {
        try {
          admitted.add(answer.get());
        } catch (ExecutionException e) {
          assertEquals(FailureType.STAGE_BUSY.name(), StageBench.failureIn(e.getCause()).getType());
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
  @Tag("capistrano-trap-5")
  void refuses_a_deploy_whose_migration_has_no_host() {
    Step onDatabase = new Step("up", null, Role.of("db"), true, Duration.ofMinutes(1));
    Target target = Fixtures.withSteps(Fixtures.target(2), new Steps(null, onDatabase, null));

    ApplicationFailure refusal = StageBench.refusal(() -> bench.deploy(target, "v1"));

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
  @Tag("capistrano-ask-2")
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

  private RunSummary holder() {
    return Objects.requireNonNull(bench.status().current());
  }
}
