package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.WorkerCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The worker builds, and all hosts get its tree. */
final class WorkerBuildRunTest {
  private static final Step BUILD =
      Step.ofWorker(new WorkerCommand("assets", Duration.ofMinutes(10)));

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void the_worker_builds_once_and_no_host_does() throws IOException, InterruptedException {
    CountDownLatch building = hosts.gate("web1", "on-worker");
    RunTicket ticket = bench.deploy(target(3), "v1");
    bench.awaitCall("on-worker web1");
    assertEquals(0, hosts.calls("unpack"));
    building.countDown();

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(Map.of("web1", "the worker", "web2", "web1", "web3", "web1"), hosts.trees());
    assertEquals(1, hosts.calls("on-worker"));
    assertEquals(0, hosts.calls("build"));
    assertEquals(0, hosts.calls("pack"));
    assertEquals(0, hosts.calls("prepare"));
    assertEquals(
        List.of("the worker builds (assets), and all hosts get its tree"),
        bench.messages(ticket, EventType.BUILDER_CHOSEN));
    assertEquals(FakeHosts.COMMITTED, result.committedAt());
    assertTrue(
        hosts.calls().indexOf("look at assets") < hosts.calls().indexOf("on-worker web1"),
        hosts.calls().toString());
    Histories.record(bench, "deploy-worker-build", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-worker-build", WorkflowIds.batch(ticket.key(), Phase.PREPARE, 1));
  }

  @Test
  void the_worker_builds_for_a_host_alone_too() {
    RunResult result = bench.result(bench.deploy(target(1), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(Map.of("web1", "the worker"), hosts.trees());
    assertEquals(0, hosts.calls("build"));
  }

  @Test
  void a_command_that_is_not_opened_stops_the_deploy_before_a_host_is_touched() {
    bench.commands.closes("assets");

    RunResult result = bench.result(bench.deploy(target(2), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertTrue(result.message().startsWith("Nobody opened assets"), result.message());
    assertEquals(0, hosts.calls("on-worker"));
  }

  @Test
  void a_rollback_asks_for_no_command_that_builds() {
    bench.result(bench.deploy(target(2), "v1"));
    bench.result(bench.deploy(target(2), "v2"));
    bench.commands.closes("assets");

    RunResult back = bench.result(bench.rollback(target(2), null));

    assertEquals(RunOutcome.SUCCEEDED, back.outcome(), back.message());
    assertEquals(2, hosts.calls("on-worker"));
  }

  @Test
  void hosts_hand_on_what_was_built_and_none_is_delivered_the_source() {
    RunResult result = bench.result(bench.deploy(Fixtures.handingOn(target(4)), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(List.of("web2", "web3", "web4"), bench.delivery.built());
  }

  @Test
  void a_build_that_fails_fails_the_deploy_however_many_hosts_may_fail() {
    for (FailureType type :
        List.of(
            FailureType.STEP_FAILED,
            FailureType.STEP_SIGNALLED,
            FailureType.PRECONDITION_FAILED,
            FailureType.ARTIFACT_UNUSABLE)) {
      hosts.breaks("web1", "on-worker", type, 1);

      RunResult result =
          bench.result(
              bench.deploy(Fixtures.reacting(target(4), OnFailure.REVERT, "3", "3"), "v1"));

      assertEquals(RunOutcome.UNTOUCHED, result.outcome(), type.name());
      assertTrue(result.message().contains("The worker builds for all hosts"), result.message());
    }
    assertEquals(4, hosts.calls("on-worker"));
    assertEquals(0, hosts.calls("unpack"));
    assertEquals(0, hosts.calls("activate"));
  }

  @Test
  void where_the_first_host_is_away_the_next_one_is_the_first_to_get_the_tree() {
    hosts.breaks("web1", "on-worker", FailureType.UNREACHABLE, 3);

    RunTicket ticket = bench.deploy(Fixtures.reacting(target(3), OnFailure.REVERT, "0", "1"), "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(Map.of("web1", "web2", "web2", "the worker", "web3", "web2"), hosts.trees());
    assertEquals(1, bench.messages(ticket, EventType.BUILDER_CHOSEN).size());
  }

  @Test
  void a_person_can_have_a_failed_build_tried_again() throws InterruptedException {
    hosts.breaks("web1", "on-worker", FailureType.STEP_FAILED, 1);
    RunTicket ticket = bench.deploy(Fixtures.reacting(target(3), OnFailure.PAUSE, "3", "3"), "v1");
    bench.retryOncePaused(ticket, "build");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(List.of("build"), hosts.from("on-worker web1"));
    assertEquals(Map.of("web1", "the worker", "web2", "web1", "web3", "web1"), hosts.trees());
  }

  @Test
  void a_host_that_is_tried_again_from_the_build_gets_the_same_tree() throws InterruptedException {
    hosts.breaks("web3", "unpack", FailureType.DISK_FULL, 1);
    RunTicket ticket = bench.deploy(Fixtures.reacting(target(3), OnFailure.PAUSE, "0", "0"), "v1");
    bench.retryOncePaused(ticket, "build");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(1, hosts.calls("on-worker"));
  }

  @Test
  void the_worker_builds_for_the_half_that_is_deployed_to() {
    Target target = Fixtures.blueGreen(2).withSteps(new Steps(BUILD, null, null));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(2, hosts.trees().size());
    assertEquals(1, hosts.calls("on-worker"));
    assertEquals(2, result.hosts().stream().filter(h -> h.state() == HostState.ACTIVE).count());
  }

  private static Target target(int count) {
    return Fixtures.withSteps(Fixtures.target(count), new Steps(BUILD, null, null));
  }
}
