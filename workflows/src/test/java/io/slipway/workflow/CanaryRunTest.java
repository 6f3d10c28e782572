package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.ContinueRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.Phase;
import io.slipway.contract.ResumeRequest;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Canary;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Measure;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Rollout;
import io.slipway.domain.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run makes of the checks of its canary. */
final class CanaryRunTest {
  private static final Measure QUERY =
      new Measure.Series("http://prometheus", "errors", 0.1, null, null, null);

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @BeforeEach
  void serve() {
    for (int i = 1; i <= 6; i++) {
      hosts.serves("web" + i, "20260101000000");
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void the_others_follow_when_all_checks_have_passed() throws IOException {
    RunTicket ticket = bench.deploy(target(OnFailure.REVERT, QUERY), "v1");

    RunResult result = bench.result(ticket);
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(
        List.of("activate web1", "activate web4"),
        activations().subList(0, 2).stream().sorted().toList());
    assertEquals(
        List.of(
            "all of [web1, web4] against [web2, web5]",
            "all of [web1, web4] against [web2, web5]",
            "all of [web1, web4] against [web2, web5]"),
        bench.canary.asked());
    assertEquals(
        List.of(
            "web1, web4 is live as the canary, watched for 1.0 s: errors",
            "check errors: PASS, 3 good and 0 bad of 3, of which 1 may be bad; last: 0"),
        told(ticket));
    Histories.record(bench, "deploy-canary", ticket.workflowId());
  }

  @Test
  void a_check_that_fails_puts_the_canary_back_and_no_other_is_touched() throws IOException {
    bench.canary.samples("gbb");
    RunTicket ticket = bench.deploy(target(OnFailure.REVERT, QUERY), "v1");

    RunResult result = bench.result(ticket);
    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(
        result
            .message()
            .startsWith(
                "The canary's check errors failed: 1 good and 2 bad of 3, of which 1 may be bad;"
                    + " last: 0.5 is more than 0.1. Put back: web1, web4."),
        result.message());
    assertEquals(2, hosts.calls("activate"));
    Histories.record(bench, "deploy-canary-failed", ticket.workflowId());
  }

  @Test
  void who_cannot_be_asked_makes_a_person_look_who_may_have_it_measured_again() throws Exception {
    bench.canary.samples("geeeee");
    RunTicket ticket = bench.deploy(target(OnFailure.REVERT, QUERY), "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    assertEquals(2, hosts.calls("activate"));
    assertTrue(
        bench.events(ticket.workflowId()).stream()
            .anyMatch(
                e ->
                    e.type() == EventType.PAUSED
                        && e.message()
                            .startsWith(
                                "The canary's check errors is inconclusive: nobody has answered 5"
                                    + " times in a row; last: nobody answers.")));

    var unused =
        bench
            .controls(DeployWorkflow.class, ticket)
            .retry(new RetryRequest(Fixtures.ANA, null, List.of(), null));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    Histories.record(bench, "deploy-canary-inconclusive", ticket.workflowId());
  }

  @Test
  void a_person_may_go_on_in_spite_of_a_canary_that_fails() throws Exception {
    bench.canary.samples("bb");
    RunTicket ticket = bench.deploy(target(OnFailure.PAUSE, QUERY), "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);

    var unused =
        bench.controls(DeployWorkflow.class, ticket).goOn(new ContinueRequest(Fixtures.ANA, null));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    Histories.record(bench, "deploy-canary-continued", ticket.workflowId());
  }

  @Test
  void nothing_is_measured_while_the_run_is_paused_and_the_bake_stands_still() throws Exception {
    CanaryCheck check =
        new CanaryCheck("errors", QUERY, Duration.ofMinutes(10), 3, 1, 0, Duration.ZERO);
    Rollout slow =
        Fixtures.reacting(OnFailure.REVERT, "0", "0", "100%")
            .with(new Canary(BatchSize.parse("1"), null, Duration.ofHours(1), List.of(check)));
    RunTicket ticket = bench.deploy(Fixtures.withRollout(Fixtures.target(3), slow), "v1");
    bench.await("the first measurement", () -> bench.canary.asked().size() == 1);
    DeployWorkflow run = bench.controls(DeployWorkflow.class, ticket);
    var unused = run.pause(new PauseRequest(Fixtures.ANA, "lunch", false));

    bench.skip(Duration.ofHours(5));
    assertEquals(1, bench.canary.asked().size());
    unused = run.resume(new ResumeRequest(Fixtures.ANA, null));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(3, bench.canary.asked().size());
    List<Instant> switches =
        bench.events(ticket.workflowId()).stream()
            .filter(e -> e.type() == EventType.PHASE_STARTED && e.phase() == Phase.ACTIVATE)
            .map(RunEvent::at)
            .toList();
    assertEquals(
        6,
        Duration.between(switches.getFirst(), switches.getLast()).toHours(),
        "an hour of its own besides the five");
    Histories.record(bench, "deploy-canary-paused", ticket.workflowId());
  }

  @Test
  void nobody_who_looks_in_time_has_it_put_back() {
    bench.canary.samples("eeeee");

    RunResult result = bench.result(bench.deploy(target(OnFailure.CONTINUE, QUERY), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(result.message().contains("Nobody has decided in time"), result.message());
  }

  @Test
  void each_host_of_the_canary_is_asked_and_one_that_is_bad_is_enough() {
    bench.canary.samples("ggbbbb");
    Measure answer = new Measure.Answered("http://{address}/up", 200);

    RunResult result = bench.result(bench.deploy(target(OnFailure.REVERT, answer), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(bench.canary.asked().getFirst().startsWith("web"), bench.canary.asked().toString());
  }

  @Test
  void a_canary_that_does_not_come_up_has_failed_whatever_is_tolerated() {
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web4", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.deploy(target(OnFailure.REVERT, QUERY), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(result.message().startsWith("No host of the canary has come up."));
    assertEquals(List.of(), bench.canary.asked());
  }

  @Test
  void a_rollback_has_no_canary() throws InterruptedException {
    Target target = target(OnFailure.REVERT, QUERY);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v1")).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    int asked = bench.canary.asked().size();

    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.rollback(target, null)).outcome());

    assertEquals(asked, bench.canary.asked().size());
  }

  private List<String> activations() {
    return hosts.calls().stream().filter(c -> c.startsWith("activate ")).toList();
  }

  private List<String> told(RunTicket ticket) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == EventType.BAKING)
        .map(e -> e.message())
        .toList();
  }

  /** Six hosts in two zones, of which two are the canary, and two may fail. */
  private static Target target(OnFailure onFailure, Measure measure) {
    List<Host> hosts = new ArrayList<>();
    for (Host host : Fixtures.hosts(6)) {
      hosts.add(host.in(Label.of(hosts.size() < 3 ? "a" : "b")));
    }
    CanaryCheck check =
        new CanaryCheck("errors", measure, Duration.ofMillis(200), 3, 1, 0, Duration.ofMillis(100));
    return Fixtures.withRollout(
            Fixtures.target(1),
            Fixtures.reacting(onFailure, "2", "0", "100%")
                .with(
                    new Canary(BatchSize.parse("2"), null, Duration.ofSeconds(1), List.of(check))))
        .withHosts(hosts);
  }
}
