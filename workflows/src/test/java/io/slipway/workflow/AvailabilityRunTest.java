package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Availability;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Host;
import io.slipway.domain.HostSequence;
import io.slipway.domain.Label;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Role;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import io.temporal.client.WorkflowUpdateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stays in service while hosts change, and what a run does when that is too little. */
final class AvailabilityRunTest {
  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @BeforeEach
  void serve() {
    for (int i = 1; i <= 120; i++) {
      hosts.serves("web" + i, "20260101000000");
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void never_takes_out_more_than_what_must_be_left_allows() throws IOException {
    Target target = behind(target(10, OnFailure.REVERT, "0", least("75%")));
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertTrue(bench.traffic.mostOut() <= 2, "out at once: " + bench.traffic.mostOut());
    Histories.record(bench, "deploy-min-healthy", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-min-healthy", WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1));
    Histories.record(bench, "deploy-batch-look", WorkflowIds.batch(ticket.key(), Phase.LOOK, 1));
  }

  @Test
  void keeps_the_bound_over_several_batch_workflows() {
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web60", "activate", FailureType.VERIFY_FAILED, 9);
    Target target = behind(target(120, OnFailure.REVERT, "2", least("95%")));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertTrue(bench.traffic.mostOut() <= 6, "out at once: " + bench.traffic.mostOut());
    assertEquals(118, states(result).stream().filter(HostState.ACTIVE::equals).count());
  }

  @Test
  void hosts_of_the_stage_that_are_left_alone_count_as_in_service() {
    Target part =
        target(
            1,
            OnFailure.REVERT,
            "0",
            new Availability(BatchSize.parse("75%"), 4, null, HostSequence.UNHEALTHY_FIRST));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(part, "v1")).outcome());
  }

  @Test
  void hosts_that_are_out_of_service_anyway_have_their_turns_first_and_make_room() {
    hosts.breaks("web3", "serves", FailureType.VERIFY_FAILED, 1);
    hosts.breaks("web4", "serves", FailureType.UNREACHABLE, 2);
    RunTicket ticket = bench.deploy(target(4, OnFailure.REVERT, "0", least("2")), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    List<String> turns = activations();
    assertEquals(
        List.of("activate web3", "activate web4"), turns.subList(0, 2).stream().sorted().toList());
    assertTrue(
        bench.events(ticket.workflowId()).stream()
            .anyMatch(e -> e.message().equals("out of service: web3, web4")));
  }

  @Test
  void hosts_of_one_zone_do_not_change_together() {
    Target target =
        behind(
            target(
                9,
                OnFailure.REVERT,
                "0",
                new Availability(null, 9, BatchSize.parse("1"), HostSequence.AS_LISTED)));
    List<Host> zoned = new ArrayList<>();
    target.hosts().forEach(h -> zoned.add(h.in(Label.of("z" + zoned.size() / 3))));

    RunTicket ticket = bench.deploy(target.withHosts(zoned), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    for (int zone = 0; zone < 3; zone++) {
      int first = 3 * zone + 1;
      List<String> own =
          bench.traffic.calls().stream()
              .filter(c -> (Integer.parseInt(c.substring(c.indexOf("web") + 3)) - first) / 3 == 0)
              .filter(c -> Integer.parseInt(c.substring(c.indexOf("web") + 3)) >= first)
              .toList();
      for (int i = 0; i < 3; i++) {
        assertEquals(
            List.of("drain web" + (first + i), "undrain web" + (first + i)),
            own.subList(2 * i, 2 * i + 2));
      }
    }
  }

  @Test
  void too_few_in_service_stop_the_run_and_nothing_is_lost() throws IOException {
    sick("web1", "web2");
    RunTicket ticket = bench.deploy(target(4, OnFailure.REVERT, "2", least("3")), "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(
        result
            .message()
            .startsWith(
                "rollout.min_healthy wants 3 of 4 hosts, and 2 are in service: none of web3, web4"
                    + " may be taken out. Out of service: web1, web2."),
        result.message());
    assertEquals(0, hosts.calls("activate web3"));
    Histories.record(bench, "deploy-too-few-in-service", ticket.workflowId());
  }

  @Test
  void too_few_in_service_wait_for_a_person_who_may_have_it_tried_again() throws Exception {
    sick("web1", "web2");
    RunTicket ticket = bench.deploy(target(4, OnFailure.PAUSE, "2", least("3")), "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    hosts.breaks("web1", "serves", FailureType.VERIFY_FAILED, 0);
    hosts.breaks("web2", "serves", FailureType.VERIFY_FAILED, 0);

    var unused =
        bench
            .controls(DeployWorkflow.class, ticket)
            .retry(new RetryRequest(Fixtures.ANA, null, List.of(), null));

    RunResult result = bench.result(ticket);
    assertEquals(HostState.ACTIVE, states(result).get(2), result.message());
    assertEquals(HostState.ACTIVE, states(result).get(3));
    Histories.record(bench, "deploy-too-few-retried", ticket.workflowId());
  }

  @Test
  void a_run_that_goes_on_whatever_happens_leaves_them_as_they_are() {
    sick("web1", "web2");
    hosts.breaks("web3", "serves", FailureType.VERIFY_FAILED, 1);

    RunResult result =
        bench.result(bench.deploy(target(5, OnFailure.CONTINUE, "0", least("4")), "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(HostState.ACTIVE, states(result).get(2), "was out of service anyway");
    assertEquals(HostState.DISCARDED, states(result).get(3));
    assertEquals(HostState.DISCARDED, states(result).get(4));
  }

  @Test
  void numbers_with_which_nothing_could_be_switched_are_refused() {
    Target target = target(10, OnFailure.REVERT, "0", least("95%"));

    var refused = assertThrows(WorkflowUpdateException.class, () -> bench.deploy(target, "v1"));

    assertTrue(
        String.valueOf(refused.getCause())
            .contains(
                "rollout.min_healthy: 95% of 10 hosts is 10 (9.50 rounded up), so that 10 - 10 = 0"
                    + " of them may be out of service, and none could ever be switched. Lower it to"
                    + " 90% or less."),
        String.valueOf(refused.getCause()));
    assertThrows(WorkflowUpdateException.class, () -> bench.rollback(target, null));
  }

  /** Out of service, and the release does not change that. */
  private void sick(String... names) {
    for (String name : names) {
      hosts.breaks(name, "serves", FailureType.VERIFY_FAILED, 99);
      hosts.breaks(name, "activate", FailureType.VERIFY_FAILED, 99);
    }
  }

  private List<String> activations() {
    return hosts.calls().stream().filter(c -> c.startsWith("activate ")).toList();
  }

  private static List<HostState> states(RunResult result) {
    return result.hosts().stream().map(h -> h.state()).toList();
  }

  private static Availability least(String hosts) {
    return new Availability(BatchSize.parse(hosts), 0, null, HostSequence.UNHEALTHY_FIRST);
  }

  private static Target target(
      int count, OnFailure onFailure, String tolerated, Availability kept) {
    return Fixtures.withRollout(
        Fixtures.target(count),
        Fixtures.reacting(onFailure, tolerated, tolerated, "100%").with(kept));
  }

  /** Behind a balancer from which as many may be out as the rollout wants. */
  private static Target behind(Target target) {
    Traffic like = DetourTest.traffic(Role.of("web"));
    return target.withTraffic(
        new Traffic(
            like.balancer(),
            like.machines(),
            like.behind(),
            like.drainFor(),
            like.upWithin(),
            BatchSize.parse("100%")));
  }
}
