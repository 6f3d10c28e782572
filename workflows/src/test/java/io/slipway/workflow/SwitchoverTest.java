package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Colors;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostState;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Color;
import io.slipway.domain.OnFailure;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stage in two halves: web1 and web2 are blue, web3 and web4 are green. */
final class SwitchoverTest {
  private static final String OLD = "20260101000000";
  private static final Set<String> BLUE = new TreeSet<>(List.of("web1", "web2"));
  private static final Set<String> GREEN = new TreeSet<>(List.of("web3", "web4"));

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;
  private final FakeTraffic traffic = bench.traffic;
  private final Target target = Fixtures.blueGreen(2);

  @BeforeEach
  void serve() {
    for (int i = 1; i <= 4; i++) {
      hosts.serves("web" + i, OLD);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void deploys_to_the_half_without_visitors_and_moves_them_there() throws Exception {
    traffic.leaves("web3", "web4");

    RunTicket ticket = bench.deploy(target, "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(List.of(GREEN), traffic.visited());
    assertEquals(
        List.of("web3", "web4"), result.hosts().stream().map(h -> h.host().value()).toList());
    assertEquals(0, hosts.calls("prepare web1") + hosts.calls("activate web1"));
    assertEquals(0, traffic.calls().stream().filter(c -> c.startsWith("undrain")).count());
    assertEquals(
        List.of(
            "visitors are on blue (2 hosts); the run works on green (2 hosts)",
            "visitors are on green (2 hosts), away from blue"),
        told(ticket, EventType.COLOR_CHOSEN, EventType.VISITORS_MOVED));
    assertTrue(bench.audit.told().contains("DECIDED move"), bench.audit.told().toString());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    assertEquals(
        new Colors(Color.BLUE, Color.GREEN, true), bench.status().history().getFirst().colors());
    Histories.record(bench, "deploy-blue-green", ticket.workflowId());

    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v2")).outcome());
    assertEquals(List.of(GREEN, BLUE), traffic.visited());
  }

  @Test
  void a_stage_that_was_rolling_before_gives_up_its_second_half() {
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v1")).outcome());

    assertEquals(List.of(GREEN), traffic.visited());
    assertTrue(traffic.calls().containsAll(List.of("drain web3", "drain web4")));
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
  }

  @Test
  void the_first_deploy_of_all_goes_to_the_first_half() {
    Target fresh = target.withHosts(Fixtures.halves(2));
    try (StageBench empty = new StageBench()) {
      assertEquals(RunOutcome.SUCCEEDED, empty.result(empty.deploy(fresh, "v1")).outcome());
      assertEquals(List.of(BLUE), empty.traffic.visited());
    }
  }

  @Test
  void a_rollback_moves_visitors_back_and_touches_no_host_that_is_well() throws Exception {
    traffic.leaves("web3", "web4");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v1")).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    long activated = hosts.calls("activate");

    RunTicket ticket = bench.rollback(target, null);
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(ReleaseId.of(OLD), result.release());
    assertEquals(List.of(GREEN, BLUE), traffic.visited());
    assertEquals(activated, hosts.calls("activate"));
    Histories.record(bench, "rollback-blue-green", ticket.workflowId());
  }

  @Test
  void a_rollback_restarts_what_is_not_well() throws Exception {
    traffic.leaves("web3", "web4");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v1")).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    hosts.breaks("web2", "serves", FailureType.VERIFY_FAILED, 1);

    RunResult result = bench.result(bench.rollback(target, null));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(0, hosts.calls("activate web1"));
    assertEquals(1, hosts.calls("activate web2"));
    assertEquals(List.of(GREEN, BLUE), traffic.visited());
  }

  @Test
  void a_rollback_to_what_a_half_has_not_is_refused_in_words() throws Exception {
    traffic.leaves("web3", "web4");
    RunResult result = bench.result(bench.rollback(target, "20250101000000"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertTrue(
        result.message().startsWith("Release 20250101000000 is not on web3, web4."),
        result.message());
    assertEquals(List.of(), traffic.visited());
  }

  @Test
  void a_half_that_cannot_be_brought_up_is_put_back_without_visitors() {
    traffic.leaves("web3", "web4");
    hosts.breaks("web4", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(ReleaseId.of(OLD), hosts.live("web3"));
    assertEquals(List.of(), traffic.visited());
    assertEquals(List.of("web3", "web4"), traffic.out());
  }

  @Test
  void what_could_not_be_put_back_is_mended_without_visitors() throws Exception {
    traffic.leaves("web3", "web4");
    hosts.breaks("web4", "activate", FailureType.VERIFY_FAILED, 1);
    hosts.breaks("web4", "revert", FailureType.PRECONDITION_FAILED, 1);
    assertEquals(RunOutcome.REVERTED_EXCEPT, bench.result(bench.deploy(target, "v1")).outcome());
    assertEquals(List.of("web3", "web4"), traffic.out());
    assertEquals(1, bench.quarantine().size());

    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v2")).outcome());

    assertEquals(List.of(GREEN), traffic.visited());
    assertEquals(0, traffic.calls().stream().filter(c -> c.startsWith("undrain")).count());
    assertEquals(List.of(), bench.quarantine());
  }

  @Test
  void hosts_that_are_given_up_get_no_visitors() {
    traffic.leaves("web3", "web4");
    hosts.breaks("web4", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.deploy(reacting(OnFailure.REVERT, "1"), "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertTrue(
        result.message().endsWith("They get no visitors. The next deploy goes to the other half."),
        result.message());
    assertEquals(List.of(new TreeSet<>(List.of("web3"))), traffic.visited());
  }

  @Test
  void a_move_that_fails_is_undone() throws IOException {
    traffic.leaves("web3", "web4");
    traffic.breaks("move to green", FailureType.VERIFY_FAILED, 1);
    RunTicket ticket = bench.deploy(target, "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(
        result.message().startsWith("Visitors could not be moved to green: "), result.message());
    assertEquals(List.of(BLUE), traffic.visited());
    assertEquals(List.of(), told(ticket, EventType.VISITORS_MOVED));
    assertEquals(ReleaseId.of(OLD), hosts.live("web3"));
    Histories.record(bench, "deploy-blue-green-unmoved", ticket.workflowId());
  }

  @Test
  void a_balancer_that_is_down_is_waited_for() {
    traffic.leaves("web3", "web4");
    traffic.breaks("move to green", FailureType.BALANCER_UNREACHABLE, 7);

    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v1")).outcome());
    assertEquals(List.of(GREEN), traffic.visited());
  }

  @Test
  void a_check_that_fails_moves_visitors_back_and_puts_the_half_back() throws IOException {
    traffic.leaves("web3", "web4");
    bench.canary.samples("gbb");
    RunTicket ticket = bench.deploy(watched(OnFailure.REVERT), "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(
        result.message().startsWith("Green's check errors failed: 1 good and 2 bad of 3"),
        result.message());
    assertEquals(List.of(GREEN, BLUE), traffic.visited());
    assertEquals(
        List.of(
            "visitors are on green (2 hosts), away from blue",
            "visitors are back on blue, away from green"),
        told(ticket, EventType.VISITORS_MOVED));
    assertEquals("all of [web3, web4] against [web1, web2]", bench.canary.asked().getFirst());
    assertEquals(ReleaseId.of(OLD), hosts.live("web3"));
    Histories.record(bench, "deploy-blue-green-back", ticket.workflowId());
  }

  @Test
  void visitors_are_back_while_a_person_thinks_about_a_check_that_has_failed() throws Exception {
    traffic.leaves("web3", "web4");
    bench.canary.samples("bb");
    RunTicket ticket = bench.deploy(watched(OnFailure.PAUSE), "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    assertEquals(List.of(GREEN, BLUE), traffic.visited());

    var unused =
        bench.controls(DeployWorkflow.class, ticket).goOn(new ContinueRequest(Fixtures.ANA, null));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(List.of(GREEN, BLUE, GREEN), traffic.visited());
  }

  @Test
  void an_abort_moves_visitors_back() throws Exception {
    traffic.leaves("web3", "web4");
    CanaryCheck soon = Fixtures.check("errors");
    // A run that cancels a timer which ends at that moment hangs on Temporal's test server.
    CanaryCheck late =
        new CanaryCheck(
            soon.name(),
            soon.measure(),
            soon.interval(),
            soon.count(),
            soon.failureLimit(),
            soon.consecutiveSuccess(),
            Duration.ofHours(1));
    RunTicket ticket = bench.deploy(reacting(OnFailure.PAUSE, "0", late), "v1");
    bench.awaitEvent(ticket, EventType.VISITORS_MOVED);

    var unused =
        bench.controls(DeployWorkflow.class, ticket).abort(new AbortRequest(Fixtures.ANA, "slow"));

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());
    assertEquals(List.of(GREEN, BLUE), traffic.visited());
    assertEquals(ReleaseId.of(OLD), hosts.live("web3"));
  }

  @Test
  void a_half_that_keeps_its_visitors_is_not_put_back_below_them() {
    traffic.leaves("web3", "web4");
    bench.canary.samples("bb");
    traffic.breaks("move back to blue", FailureType.BALANCER_UNUSABLE, 99);

    RunResult result = bench.result(bench.deploy(watched(OnFailure.REVERT), "v1"));

    assertEquals(RunOutcome.REVERTED_EXCEPT, result.outcome());
    assertEquals(
        List.of(HostState.REVERT_FAILED, HostState.REVERT_FAILED),
        result.hosts().stream().map(h -> h.state()).toList());
    assertTrue(
        result.warnings().getFirst().startsWith("Visitors could not be moved back to blue"),
        result.warnings().toString());
    assertEquals(List.of(GREEN), traffic.visited());
    assertEquals(0, hosts.calls("revert"));
  }

  @Test
  void a_part_of_the_stage_is_refused() {
    ApplicationFailure refused =
        StageBench.refusal(
            () -> bench.deploy(target.withHosts(target.hosts().subList(0, 2)), "v1"));
    assertTrue(
        refused.getOriginalMessage().contains("only 2 of its 4 hosts are chosen"),
        refused.getOriginalMessage());
  }

  private List<String> told(RunTicket ticket, EventType... types) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> List.of(types).contains(e.type()))
        .map(e -> e.message())
        .toList();
  }

  private static Target reacting(OnFailure onFailure, String failures, CanaryCheck... checks) {
    Target plain = Fixtures.blueGreen(2, checks);
    return Fixtures.withRollout(
            plain,
            Fixtures.reacting(onFailure, failures, "0", "100%")
                .with(Objects.requireNonNull(plain.rollout().blueGreen())))
        .withTraffic(plain.traffic());
  }

  private static Target watched(OnFailure onFailure) {
    return reacting(onFailure, "0", Fixtures.check("errors"));
  }
}
