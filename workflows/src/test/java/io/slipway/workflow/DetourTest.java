package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Balancer;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.OnFailure;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Role;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When hosts are taken out of their balancer, and when they are let in again. */
final class DetourTest {
  private static final String OLD = "20260101000000";

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;
  private final FakeTraffic traffic = bench.traffic;

  @BeforeEach
  void serve() {
    for (int i = 1; i <= 8; i++) {
      hosts.serves("web" + i, OLD);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void goes_around_each_host_and_tells_so() throws IOException {
    RunTicket ticket = bench.deploy(target(3, null, "1"), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(
        List.of(
            "drain web1",
            "undrain web1",
            "drain web2",
            "undrain web2",
            "drain web3",
            "undrain web3"),
        traffic.calls());
    List<RunEvent> told = bench.events(WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1));
    assertEquals(
        List.of(
            EventType.HOST_STARTED,
            EventType.HOST_DRAINED,
            EventType.HOST_UNDRAINED,
            EventType.HOST_DONE),
        told.stream().map(RunEvent::type).toList());
    assertEquals("drain, activate, undrain", told.getLast().message());

    Histories.record(
        bench, "deploy-batch-detour", WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1));
  }

  @Test
  void never_takes_out_more_hosts_at_once_than_is_said() {
    RunTicket ticket = bench.deploy(target(8, null, "100%"), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertTrue(traffic.mostOut() <= 2, "out at once: " + traffic.mostOut());
    assertEquals(List.of(), traffic.out());
  }

  @Test
  void leaves_hosts_alone_that_get_no_visitors() {
    RunTicket ticket = bench.deploy(target(2, Role.of("db"), "100%"), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(List.of(), traffic.calls());
  }

  @Test
  void a_host_that_fails_stays_out_until_it_is_put_back() throws IOException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket = bench.deploy(target(3, null, "1"), "v1");

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());
    assertEquals(List.of(), traffic.out());
    List<String> web2 = traffic.calls().stream().filter(c -> c.endsWith("web2")).toList();
    assertEquals(List.of("drain web2", "drain web2", "undrain web2"), web2);
    assertTrue(
        failure(ticket, "web2").contains("It stays out of lb1 until it is put back."),
        failure(ticket, "web2"));
    // What is live is put back with as much care as it was switched.
    assertEquals(2, traffic.calls().stream().filter("undrain web1"::equals).count());

    Histories.record(bench, "deploy-detour-reverted", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-detour-reverted", WorkflowIds.batch(ticket.key(), Phase.REVERT, 1));
  }

  @Test
  void a_host_that_the_balancer_never_sees_as_up_has_failed() {
    traffic.breaks("undrain web1", FailureType.VERIFY_FAILED, 1);
    RunTicket ticket = bench.deploy(target(2, null, "1"), "v1");

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());
    assertEquals(List.of(), traffic.out());
    assertEquals(0, hosts.calls("activate web2"));
  }

  @Test
  void a_host_that_cannot_be_put_back_stays_out_and_the_next_run_lets_it_in() {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web2", "revert", FailureType.PRECONDITION_FAILED, 1);
    RunTicket first = bench.deploy(target(3, null, "1"), "v1");

    RunResult result = bench.result(first);
    assertEquals(RunOutcome.REVERTED_EXCEPT, result.outcome());
    assertEquals(HostState.REVERT_FAILED, result.hosts().get(1).state());
    assertTrue(failure(first, "web2").contains("It stays out of lb1"), failure(first, "web2"));
    assertEquals(List.of("web2"), traffic.out());

    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 0);
    RunTicket second = bench.deploy(target(3, null, "1"), "v2");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(second).outcome());
    assertEquals(List.of(), traffic.out());
  }

  @Test
  void a_host_that_is_away_is_not_taken_from_its_visitors() {
    hosts.breaks("web2", "inspect", FailureType.UNREACHABLE, 99);
    RunTicket ticket = bench.deploy(target(3, null, "1"), "v1");

    assertEquals(RunOutcome.REVERTED_EXCEPT, bench.result(ticket).outcome());
    assertTrue(traffic.calls().stream().noneMatch("drain web2"::equals), traffic.calls() + "");
  }

  @Test
  void a_balancer_that_is_down_is_waited_for_and_no_host_is_to_blame() {
    traffic.breaks("drain web2", FailureType.BALANCER_UNREACHABLE, 7);
    RunTicket ticket = bench.deploy(target(3, null, "1"), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertTrue(
        bench.events(WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 2)).stream()
            .anyMatch(e -> e.type() == EventType.WAITING && e.message().contains("hosts are not")));
  }

  @Test
  void a_balancer_that_stays_down_does_not_keep_a_host_on_a_bad_release()
      throws InterruptedException {
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    var gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(target(2, null, "1"), "v1");
    bench.awaitCall("activate web1");
    traffic.breaks("drain web1", FailureType.BALANCER_UNUSABLE, 99);
    gate.countDown();

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
    assertEquals(List.of(), traffic.out());
    assertTrue(
        bench.events(WorkflowIds.batch(ticket.key(), Phase.REVERT, 1)).stream()
            .anyMatch(e -> e.message().contains("It is put back with its visitors on it.")));
  }

  @Test
  void a_host_with_nothing_to_go_back_to_stays_out() {
    hosts.breaks("fresh", "activate", FailureType.VERIFY_FAILED, 9);
    Target target =
        target(1, null, "1")
            .withHosts(List.of(new Host(HostName.of("fresh"), null, null, null, List.of(), false)));
    RunTicket ticket = bench.deploy(target, "v1");

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());
    assertEquals(List.of("fresh"), traffic.out());
  }

  @Test
  void a_retry_can_begin_with_the_drain() throws InterruptedException {
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 1);
    RunTicket ticket =
        bench.deploy(
            Fixtures.withRollout(
                    target(2, null, "1"), Fixtures.reacting(OnFailure.PAUSE, "0", "0", "1"))
                .withTraffic(traffic(null)),
            "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    assertEquals(List.of("web1"), traffic.out());

    var unused =
        bench
            .controls(DeployWorkflow.class, ticket)
            .retry(new RetryRequest(Fixtures.ANA, null, List.of(), "drain"));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(List.of("drain"), hosts.from("activate web1"));
    assertEquals(List.of(), traffic.out());
  }

  private String failure(RunTicket ticket, String host) {
    return bench.result(ticket).hosts().stream()
        .filter(h -> h.host().value().equals(host) && h.failure() != null)
        .map(h -> h.failure().message())
        .findFirst()
        .orElse("no failure");
  }

  private static Target target(int count, @Nullable Role behind, String... batches) {
    return Fixtures.target(count, batches).withTraffic(traffic(behind));
  }

  /** Behind an HAProxy, a quarter at a time. */
  static Traffic traffic(@Nullable Role behind) {
    return new Traffic(
        new Balancer.HaProxy("/run/haproxy/admin.sock", "shop", "{host}"),
        List.of(new Host(HostName.of("lb1"), null, null, null, List.of(), false)),
        behind,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        new BatchSize(25, true));
  }
}
