package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.EventType;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.Place;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.Trigger;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Color;
import io.slipway.domain.Queueing;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Rollout;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.WhenBusy;
import io.slipway.rollout.LiveColor;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * What Temporal's test server cannot do: tell a parent that its child was terminated, and reset.
 */
final class RecoveryIT extends OnRealServer {
  @Test
  void moves_visitors_back_when_a_deploy_was_terminated_after_its_move()
      throws InterruptedException {
    Target target = Fixtures.blueGreen(1, Fixtures.check("errors"));
    hosts.serves("web1", OLD);
    hosts.serves("web2", OLD);
    bench.traffic.leaves("web2");
    bench.canary.samples("e".repeat(500));
    RunTicket lost = bench.deploy(target, "v1");
    bench.awaitEvent(lost, EventType.VISITORS_MOVED);
    assertEquals(List.of("web1"), bench.traffic.out());

    bench.terminate(lost.workflowId());

    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());
    assertEquals(List.of("web2"), bench.traffic.out());
    assertEquals(ReleaseId.of(OLD), hosts.live("web2"));
    assertEquals(0, hosts.calls("revert web1"));
    assertEquals(Optional.of(Color.BLUE), LiveColor.of(bench.status()));
  }

  @Test
  void undoes_a_move_that_was_terminated_before_anybody_knew_what_has_come_of_it()
      throws InterruptedException {
    Target target = Fixtures.blueGreen(1);
    hosts.serves("web1", OLD);
    hosts.serves("web2", OLD);
    bench.traffic.leaves("web2");
    CountDownLatch unused = bench.traffic.gate("move to green");
    RunTicket lost = bench.deploy(target, "v1");
    bench.await("the move", () -> bench.traffic.calls().contains("move to green"));

    bench.terminate(lost.workflowId());

    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());
    assertEquals(List.of("web2"), bench.traffic.out());
    assertEquals(Optional.of(Color.BLUE), LiveColor.of(bench.status()));
  }

  @Test
  void keeps_a_half_that_a_lost_deploy_had_and_retires_it_later_and_no_recovery_comes_of_that()
      throws InterruptedException {
    Target plain = Fixtures.blueGreen(1, Fixtures.check("errors"));
    Target target =
        Fixtures.withRollout(
                plain,
                plain
                    .rollout()
                    .with(
                        Objects.requireNonNull(plain.rollout().blueGreen())
                            .keeping(Duration.ofSeconds(1), Fixtures.onAll("stop it"))))
            .withTraffic(plain.traffic());
    hosts.serves("web1", OLD);
    hosts.serves("web2", OLD);
    bench.traffic.leaves("web2");
    bench.canary.samples("e".repeat(500));
    CountDownLatch gate = hosts.gate("web2", "retire");
    RunTicket lost = bench.deploy(target, "v1");
    bench.awaitEvent(lost, EventType.VISITORS_MOVED);

    bench.terminate(lost.workflowId());
    bench.awaitCall("retire web2");
    RunSummary retirement = holder();
    bench.terminate(retirement.workflowId());
    gate.countDown();

    assertNull(bench.lastOutcome());
    assertEquals(
        List.of(RunKind.RETIREMENT, RunKind.RECOVERY, RunKind.DEPLOY),
        bench.status().history().stream().map(r -> r.key().kind()).toList());
    assertEquals(0, hosts.calls("retire web1"));
    assertEquals(Color.GREEN, Objects.requireNonNull(bench.status().warm()).color());
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
    ApplicationFailure refusal = StageBench.refusal(() -> bench.deploy(target, "v2"));
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
  void lets_hosts_into_their_balancer_that_a_terminated_deploy_has_taken_out()
      throws InterruptedException {
    hosts.serves("web1", OLD);
    hosts.serves("web2", OLD);
    CountDownLatch unused = hosts.gate("web2", "activate");
    RunTicket lost =
        bench.deploy(Fixtures.target(2, "1").withTraffic(DetourTest.traffic(null)), "v1");
    bench.awaitCall("activate web2");
    assertEquals(List.of("web2"), bench.traffic.out());

    bench.terminate(lost.workflowId());

    bench.await("the recovery", () -> bench.status().history().size() == 2);
    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());
    assertEquals(List.of(), bench.traffic.out());
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
    assertEquals(ReleaseId.of(OLD), hosts.live("web2"));
  }

  @Test
  void lets_the_next_in_line_go_once_the_hosts_of_a_terminated_deploy_are_put_back()
      throws InterruptedException {
    hosts.serves("web1", OLD);
    CountDownLatch gate = hosts.gate("web1", "activate");
    RunTicket lost = bench.deploy(Fixtures.target(1), "v1");
    bench.awaitCall("activate web1");
    Queueing queueing = new Queueing(WhenBusy.QUEUE, Duration.ofHours(1));
    Place second =
        assertInstanceOf(
            Place.class,
            bench.ask(
                new DeployRequest(
                    Fixtures.target(1), "v2", Fixtures.ANA, null, null, queueing, Trigger.MANUAL)));

    bench.terminate(lost.workflowId());
    gate.countDown();

    bench.await("the next", () -> bench.status().history().size() == 3);
    assertEquals(
        List.of(RunKind.DEPLOY, RunKind.RECOVERY, RunKind.DEPLOY),
        bench.status().history().stream().map(r -> r.key().kind()).toList());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    RunTicket run =
        Objects.requireNonNull(Objects.requireNonNull(bench.place(second.ticket()).left()).run());
    assertEquals(run.key().id(), hosts.live("web1"));
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

  @Test
  void takes_the_hosts_of_a_terminated_batch_for_touched() throws InterruptedException {
    hosts.serves("web1", OLD);
    hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(Fixtures.target(2), "v1");
    bench.awaitCall("activate web1");
    bench.await("web2 to be switched", () -> hosts.live("web2") != null);

    bench.terminate(WorkflowIds.batch(ticket.key(), Phase.ACTIVATE, 1));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(ReleaseId.of(OLD), hosts.live("web1"));
    assertNull(hosts.live("web2"));
  }

  @Test
  void a_reset_in_the_web_ui_does_it_over_and_harms_nothing() throws InterruptedException {
    hosts.serves("web1", OLD);
    Target target =
        Fixtures.withRollout(
            Fixtures.target(2),
            new Rollout(List.of(BatchSize.parse("1")), Duration.ofSeconds(3), 20, 3));
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitEvent(ticket, EventType.BAKING);

    bench.reset(ticket.workflowId());
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(ticket.key().id(), hosts.live("web1"));
    assertEquals(ticket.key().id(), hosts.live("web2"));
    assertEquals(List.of(ticket.key().id()), hosts.releases("web2"));
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome(), "the stage still waits for it");
  }

  private RunSummary holder() {
    return Objects.requireNonNull(bench.status().current());
  }

  private static RunTicket ticketOf(RunSummary run) {
    return new RunTicket(run.key(), run.workflowId(), run.startedAt());
  }
}
