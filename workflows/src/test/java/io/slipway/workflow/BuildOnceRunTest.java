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
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One host builds, and all others get its tree. */
final class BuildOnceRunTest {
  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void the_first_host_builds_alone_and_all_others_get_its_tree()
      throws IOException, InterruptedException {
    CountDownLatch building = hosts.gate("web1", "build");
    RunTicket ticket = bench.deploy(target(3), "v1");
    bench.awaitCall("build web1");
    assertEquals(1, hosts.calls("prepare"));
    assertEquals(0, hosts.calls("unpack"));
    building.countDown();

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(Map.of("web2", "web1", "web3", "web1"), hosts.trees());
    assertEquals(1, hosts.calls("prepare"));
    assertEquals(1, hosts.calls("build"));
    assertEquals(1, hosts.calls("pack"));
    assertEquals(3, hosts.calls("activate"));
    assertEquals(
        List.of("web1 builds, and all others get its tree"),
        bench.messages(ticket, EventType.BUILDER_CHOSEN));
    assertEquals(FakeHosts.COMMITTED, result.committedAt());
    Histories.record(bench, "deploy-build-once", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-build-once", WorkflowIds.batch(ticket.key(), Phase.PREPARE, 1));
    Histories.record(
        bench, "deploy-batch-built", WorkflowIds.batch(ticket.key(), Phase.PREPARE, 2));
  }

  @Test
  void only_a_host_of_the_role_builds_and_those_without_it_get_its_tree_too() {
    List<Host> three = Fixtures.hosts(3);
    Host assets = new Host(HostName.of("ci1"), null, null, null, List.of(Role.of("ci")), false);
    Target target =
        built(
            Fixtures.target(Fixtures.SHOP, List.of(three.get(0), assets, three.get(1))),
            Role.of("ci"));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(Map.of("web1", "ci1", "web2", "ci1"), hosts.trees());
  }

  @Test
  void a_host_alone_builds_and_packs_nothing() {
    RunResult result = bench.result(bench.deploy(target(1), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(1, hosts.calls("build"));
    assertEquals(0, hosts.calls("pack"));
  }

  @Test
  void where_hosts_hand_on_they_hand_on_what_was_built() {
    RunResult result = bench.result(bench.deploy(Fixtures.handingOn(target(4)), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(3, hosts.trees().size());
    assertEquals(List.of("web2", "web3", "web4"), bench.delivery.built());
  }

  @Test
  void a_build_that_fails_fails_the_deploy_however_many_hosts_may_fail() {
    hosts.breaks("web1", "build", FailureType.STEP_FAILED, 99);
    Target target = Fixtures.reacting(target(4), OnFailure.REVERT, "3", "3");

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(1, hosts.calls("prepare"));
    assertEquals(0, hosts.calls("unpack"));
    assertEquals(0, hosts.calls("activate"));
    assertTrue(
        result
            .message()
            .contains("It builds for all hosts, and would fail on each; no other has been begun."),
        result.message());
  }

  @Test
  void a_builder_that_is_lost_gives_way_where_the_rollout_goes_on_without_it() {
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 3);
    Target target = Fixtures.reacting(target(4), OnFailure.REVERT, "0", "1");

    RunTicket ticket = bench.deploy(target, "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(
        List.of(
            "web1 builds, and all others get its tree", "web2 builds, and all others get its tree"),
        bench.messages(ticket, EventType.BUILDER_CHOSEN));
    // It is back at the end, and serves what the others do.
    assertEquals(Map.of("web1", "web2", "web3", "web2", "web4", "web2"), hosts.trees());
    assertEquals(0, hosts.calls("build web1"));
  }

  @Test
  void a_builder_that_is_lost_in_its_build_gives_way_too() {
    hosts.breaks("web1", "build", FailureType.UNKNOWN_OUTCOME, 99);
    hosts.breaks("web1", "inspect", FailureType.UNREACHABLE, 99);
    Target target = Fixtures.reacting(target(3), OnFailure.REVERT, "1", "1");

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(Map.of("web3", "web2"), hosts.trees());
  }

  @Test
  void where_no_host_may_be_lost_a_lost_builder_ends_the_deploy() {
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 99);

    RunResult result = bench.result(bench.deploy(target(3), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(0, hosts.calls("build"));
  }

  @Test
  void no_other_builds_where_none_of_the_role_is_left() {
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 99);
    Host jobs = new Host(HostName.of("jobs1"), null, null, null, List.of(Role.of("jobs")), false);
    Target target =
        built(
            Fixtures.target(Fixtures.SHOP, List.of(Fixtures.hosts(1).getFirst(), jobs)),
            Role.of("web"));

    RunResult result =
        bench.result(bench.deploy(Fixtures.reacting(target, OnFailure.REVERT, "1", "1"), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertTrue(result.message().contains("steps.build runs on one of role web"), result.message());
    assertEquals(0, hosts.calls("build"));
  }

  @Test
  void a_person_can_have_a_failed_build_tried_again() throws InterruptedException {
    hosts.breaks("web1", "build", FailureType.STEP_FAILED, 1);
    RunTicket ticket = bench.deploy(Fixtures.reacting(target(3), OnFailure.PAUSE, "3", "3"), "v1");
    bench.retryOncePaused(ticket, "build");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(List.of("build"), hosts.from("build web1"));
    assertEquals(Map.of("web2", "web1", "web3", "web1"), hosts.trees());
  }

  @Test
  void a_host_that_is_tried_again_from_the_checkout_gets_the_same_tree()
      throws InterruptedException {
    hosts.breaks("web3", "unpack", FailureType.DISK_FULL, 1);
    RunTicket ticket = bench.deploy(Fixtures.reacting(target(3), OnFailure.PAUSE, "0", "0"), "v1");
    bench.retryOncePaused(ticket, "checkout");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(1, hosts.calls("build"));
    assertEquals(1, hosts.calls("pack"));
    assertEquals(Map.of("web2", "web1", "web3", "web1"), hosts.trees());
  }

  @Test
  void the_builder_keeps_its_tree_when_it_is_tried_again_from_the_checkout()
      throws InterruptedException {
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 1);
    RunTicket ticket = bench.deploy(Fixtures.reacting(target(2), OnFailure.PAUSE, "0", "0"), "v1");
    bench.retryOncePaused(ticket, "checkout");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(1, hosts.calls("build"));
    assertEquals(0, hosts.calls("discard"));
  }

  @Test
  void a_fetch_that_the_builder_does_not_answer_is_waited_for() {
    hosts.breaks("web2", "unpack", FailureType.SOURCE_UNREACHABLE, 5);

    RunResult result = bench.result(bench.deploy(target(2), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
  }

  @Test
  void half_of_a_stage_is_built_for_by_one_of_that_half() {
    Target halves = Fixtures.blueGreen(2);
    Target target = halves.withSteps(steps(null));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(1, hosts.trees().size());
    assertEquals(1, hosts.calls("build"));
    assertEquals(2, result.hosts().stream().filter(h -> h.state() == HostState.ACTIVE).count());
  }

  private static Target target(int count) {
    return built(Fixtures.target(count), null);
  }

  private static Target built(Target target, @Nullable Role on) {
    return Fixtures.withSteps(target, steps(on));
  }

  private static Steps steps(@Nullable Role on) {
    Step build = new Step("make", null, on, true, Duration.ofMinutes(10));
    return new Steps(build, null, null);
  }
}
