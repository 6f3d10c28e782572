package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Notice;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.domain.OnFailure;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Target;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeraldTest {
  private static final Channel SLACK = new Channel.Slack(SecretRef.parse("vault:secret/ops#hook"));
  private static final Channel GITHUB =
      new Channel.GitHub(
          "acme/shop", SecretRef.parse("env:TOKEN"), "production", "https://api.github.com");

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;
  private final Target target = Fixtures.target(3, "1", "2");

  @AfterEach
  void close() {
    bench.close();
  }

  private static Notifier all(Channel channel) {
    return new Notifier(channel, Occasion.ALL, null);
  }

  @Test
  void tells_of_beginning_and_end_once_each() throws IOException {
    RunTicket ticket =
        bench.deploy(
            new DeployRequest(
                target.withNotifiers(List.of(all(SLACK), all(GITHUB))), "v1", Fixtures.ANA, "why"));
    RunResult result = bench.result(ticket);
    assertEquals(RunOutcome.SUCCEEDED, result.outcome());

    assertEquals(
        List.of(
            "end RUN_ENDED GitHub (acme/shop, production)",
            "end RUN_ENDED Slack (vault:secret/ops#hook)",
            "start RELEASE_CHOSEN GitHub (acme/shop, production)",
            "start RUN_STARTED Slack (vault:secret/ops#hook)"),
        bench.notify.words());
    Notice end =
        bench.notify.told.stream().filter(n -> n.occasion() == Occasion.END).findFirst().get();
    assertEquals(RunOutcome.SUCCEEDED, end.outcome());
    assertEquals(result.message(), end.message());
    assertEquals("why", end.reason());
    assertEquals(ticket.workflowId(), end.run());
    assertEquals(ticket.key().id(), end.release());
    assertNull(end.command());
    assertEquals(
        List.of(1L, 3L),
        List.of(
            bench.notify.told.stream().map(n -> n.id().split("/")[0]).distinct().count(),
            bench.notify.told.stream().map(Notice::id).distinct().count()));
    Histories.record(bench, "deploy-notified", ticket.workflowId());
  }

  @Test
  void tells_of_pauses_and_of_hosts_that_are_put_back() throws IOException, InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    Notifier bad = new Notifier(SLACK, List.of(Occasion.PAUSE, Occasion.FAILURE), "{message}");
    RunTicket ticket =
        bench.deploy(
            Fixtures.withRollout(target, Fixtures.reacting(OnFailure.PAUSE, "0", "1", "1"))
                .withNotifiers(List.of(bad)),
            "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    var unused =
        bench
            .controls(DeployWorkflow.class, ticket)
            .retry(new RetryRequest(Fixtures.ANA, null, List.of(), null));
    bench.await("a second pause", () -> bench.notify.told.size() == 2);
    bench.controls(DeployWorkflow.class, ticket).abortUnanswered(null);

    assertEquals(RunOutcome.REVERTED, bench.result(ticket).outcome());

    assertEquals(
        List.of(
            "failure REVERT_STARTED Slack (vault:secret/ops#hook)",
            "failure RUN_ENDED Slack (vault:secret/ops#hook)",
            "pause PAUSED Slack (vault:secret/ops#hook)",
            "pause PAUSED Slack (vault:secret/ops#hook)"),
        bench.notify.words());
    Notice pause = bench.notify.told.getFirst();
    assertEquals("slipway continue production", pause.command());
    assertTrue(pause.message().contains("web2"), pause.message());
    Notice end =
        bench.notify.told.stream()
            .filter(n -> n.event() == EventType.RUN_ENDED)
            .findFirst()
            .orElseThrow();
    assertTrue(end.details().getFirst().contains("web2"), end.details().toString());
    assertEquals(4, bench.notify.told.stream().map(Notice::id).distinct().count());
    Histories.record(bench, "deploy-notified-pauses", ticket.workflowId());
  }

  @Test
  void a_notifier_that_takes_nothing_is_a_warning_and_no_more() throws IOException {
    bench.notify.failing = FailureType.NOTIFIER_UNUSABLE;
    RunTicket ticket = bench.deploy(target.withNotifiers(List.of(all(SLACK))), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());

    assertEquals(
        List.of(
            "production: tried to tell Slack (vault:secret/ops#hook) of 'start', but it is gone."
                + " Remove it.",
            "production: tried to tell Slack (vault:secret/ops#hook) of 'end', but it is gone."
                + " Remove it."),
        warnings(ticket));
    Histories.record(bench, "deploy-notified-in-vain", ticket.workflowId());
  }

  @Test
  void one_that_is_away_holds_the_end_up_for_two_minutes_at_most() throws IOException {
    bench.notify.failing = FailureType.NOTIFIER_UNREACHABLE;
    RunTicket ticket = bench.deploy(target.withNotifiers(List.of(all(SLACK))), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());

    List<RunEvent> events = bench.events(ticket.workflowId());
    assertEquals(EventType.RUN_ENDED, events.getLast().type());
    assertEquals(
        List.of(
            "production: tried to tell Slack (vault:secret/ops#hook) of 'end', but it is gone."
                + " Remove it.",
            "production: tried to tell Slack (vault:secret/ops#hook) of 'start', but it had not"
                + " got through by the end of the run. Look at its attempts in Temporal's Web UI."),
        warnings(ticket));
    Histories.record(bench, "deploy-notified-late", ticket.workflowId());
  }

  @Test
  void nobody_waits_for_one_that_is_slow_before_the_end() throws InterruptedException {
    Semaphore slow = bench.notify.holds();
    RunTicket ticket = bench.deploy(target.withNotifiers(List.of(all(SLACK))), "v1");
    bench.await("the last host", () -> hosts.calls("finish") == 3);
    assertEquals(List.of(), bench.notify.words());
    slow.release(2);

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(2, bench.notify.told.size());
  }

  @Test
  void tells_of_a_run_that_is_cancelled_in_temporal() throws InterruptedException {
    hosts.gate("web1", "prepare");
    RunTicket ticket = bench.deploy(target.withNotifiers(List.of(all(SLACK))), "v1");
    bench.awaitCall("prepare web1");
    bench.client().newUntypedWorkflowStub(ticket.workflowId()).cancel();

    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());
    assertEquals(
        List.of(
            "failure RUN_ENDED Slack (vault:secret/ops#hook)",
            "start RUN_STARTED Slack (vault:secret/ops#hook)"),
        bench.notify.words());
  }

  private List<String> warnings(RunTicket ticket) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == EventType.WARNING)
        .map(RunEvent::message)
        .toList();
  }
}
