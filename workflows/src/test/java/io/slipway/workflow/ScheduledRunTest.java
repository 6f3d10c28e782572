package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Action;
import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunTicket;
import io.slipway.contract.ScheduleOrder;
import io.slipway.contract.ScheduledDeployWorkflow;
import io.slipway.contract.ScheduledEnd;
import io.slipway.contract.ScheduledHow;
import io.slipway.contract.ScheduledRequest;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.Timing;
import io.slipway.contract.Trigger;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Queueing;
import io.slipway.domain.Secret;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Target;
import io.slipway.domain.WhenBusy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One time of a schedule. */
final class ScheduledRunTest {
  private static final String ANA = "ana@example.com";

  private final StageBench bench = new StageBench();
  private final Target target = Fixtures.target(1);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private int started;

  @AfterEach
  void close() {
    bench.close();
  }

  private ScheduleOrder order(WhenBusy whenBusy, Timing timing) {
    Queueing queueing = new Queueing(whenBusy, Duration.ofHours(1));
    return new ScheduleOrder(
        "nightly",
        new DeployRequest(target, "v1", Fixtures.ANA, null, null, queueing, Trigger.MANUAL),
        timing,
        null);
  }

  private ScheduleOrder order() {
    return order(WhenBusy.REFUSE, Timing.once(now));
  }

  private String start(ScheduleOrder order, Instant due) {
    started++;
    String id =
        WorkflowIds.schedule(Fixtures.SHOP, Fixtures.PRODUCTION, order.name()) + "-" + started;
    ScheduledDeployWorkflow workflow =
        bench
            .client()
            .newWorkflowStub(
                ScheduledDeployWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.WORKFLOWS)
                    .setTypedSearchAttributes(
                        SearchAttributes.newBuilder()
                            .set(ScheduledRun.DUE, due.atOffset(ZoneOffset.UTC))
                            .build())
                    .build());
    var unused = WorkflowClient.start(workflow::run, order);
    return id;
  }

  private ScheduledEnd end(String id) {
    WorkflowStub stub = bench.client().newUntypedWorkflowStub(id);
    return Objects.requireNonNull(stub.getResult(ScheduledEnd.class));
  }

  private ApplicationFailure failure(String id) {
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> assertNull(end(id)));
    return assertInstanceOf(ApplicationFailure.class, failed.getCause());
  }

  @Test
  void deploys_at_its_time_and_lasts_until_the_deploy_has_ended() throws IOException {
    String id = start(order(), now);

    ScheduledEnd end = end(id);

    assertEquals(ScheduledHow.RAN, end.how());
    assertEquals(now, end.due());
    assertEquals(RunOutcome.SUCCEEDED, Objects.requireNonNull(end.run()).outcome());
    assertEquals(bench.status().history().getFirst().key(), end.run().key());
    Histories.record(bench, "scheduled-deploy", id);
    Histories.record(
        bench, "stage-scheduled", WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION));
  }

  @Test
  void two_hours_late_nothing_is_done() {
    Instant missed = now.minus(Duration.ofHours(2));

    ScheduledEnd end = end(start(order(WhenBusy.REFUSE, Timing.once(missed)), missed));

    assertEquals(ScheduledHow.MISSED, end.how());
    assertEquals(0, bench.hosts.calls("prepare web1"));
  }

  @Test
  void what_was_started_at_none_of_its_times_does_nothing_and_tells_how_to_deploy_now() {
    Timing monthly = Timing.again("0 6 1 1 *", ZoneId.of("Europe/Berlin"));

    ScheduledEnd end = end(start(order(WhenBusy.REFUSE, monthly), now));

    assertEquals(ScheduledHow.NOT_DUE, end.how());
    assertTrue(end.message().contains("slipway schedule run production nightly"), end.message());
    assertEquals(0, bench.hosts.calls("prepare web1"));
  }

  @Test
  void the_stage_itself_goes_by_the_time_too() {
    Instant missed = now.minus(Duration.ofHours(2));
    for (ScheduledRequest request :
        new ScheduledRequest[] {
          new ScheduledRequest(order(WhenBusy.REFUSE, Timing.once(missed)), missed),
          new ScheduledRequest(order(), now.minusSeconds(60)),
          new ScheduledRequest(
              order(WhenBusy.REFUSE, Timing.again("no cron", ZoneId.of("UTC"))), now)
        }) {
      ApplicationFailure refused = StageBench.refusal(() -> bench.ask(request));
      assertEquals(FailureType.INVALID_REQUEST.name(), refused.getType());
      assertTrue(refused.getOriginalMessage().contains("is no time of schedule nightly"));
    }
    assertNull(bench.status().current());
  }

  @Test
  void passes_over_a_busy_stage_or_waits_for_it_as_the_stage_says() throws InterruptedException {
    CountDownLatch gate = bench.hosts.gate("web1", "prepare");
    RunTicket first = bench.deploy(target, "v0");
    bench.awaitCall("prepare web1");

    String refused = start(order(), now);
    String waiting = start(order(WhenBusy.QUEUE, Timing.once(now)), now);
    bench.await("a place", () -> bench.status().line().size() == 1);
    assertEquals(Trigger.SCHEDULE, bench.status().line().getFirst().trigger());
    gate.countDown();

    assertEquals(ScheduledHow.PASSED_OVER, end(refused).how());
    assertTrue(end(refused).message().contains("is being deployed by"), end(refused).message());
    assertEquals(RunOutcome.SUCCEEDED, bench.result(first).outcome());
    assertEquals(ScheduledHow.RAN, end(waiting).how());
  }

  @Test
  void fails_with_its_deploy_so_that_the_schedule_is_paused() {
    bench.hosts.breaks("web1", "prepare", FailureType.DISK_FULL, 9);

    ApplicationFailure failed = failure(start(order(), now));

    assertEquals(FailureType.RUN_FAILED.name(), failed.getType());
    assertEquals(
        RunOutcome.UNTOUCHED,
        Objects.requireNonNull(failed.getDetails().get(ScheduledEnd.class).run()).outcome());
  }

  @Test
  void goes_by_what_was_signed_once_for_each_time() throws InterruptedException {
    bench.gate.hasPolicy();
    ScheduleOrder plain = order();
    ScheduleOrder signed = plain.with(Fixtures.signed(Action.SCHEDULE, plain, ANA));
    ScheduleOrder altered =
        new ScheduleOrder(
            "nightly",
            new DeployRequest(target, "evil", Fixtures.ANA, null),
            Timing.once(now),
            signed.proof());

    // While a host is in work no time is skipped, so that all of them come in time.
    CountDownLatch gate = bench.hosts.gate("web1", "prepare");
    String first = start(altered, now);
    bench.awaitCall("prepare web1");
    ApplicationFailure again = failure(start(signed, now));
    ApplicationFailure unsigned = failure(start(plain, now));
    ScheduleOrder deploy = plain.with(Fixtures.signed(Action.DEPLOY, plain.deploy(), ANA));
    ApplicationFailure another = failure(start(deploy, now));
    gate.countDown();
    ScheduledEnd end = end(first);

    assertEquals("v1", Objects.requireNonNull(end.run()).ref());
    assertEquals(
        "ana@example.com (ssh key SHA256:ana@example.com)", end.run().initiator().toString());
    assertEquals("This request was sent before.", again.getOriginalMessage());
    assertEquals(FailureType.FORBIDDEN.name(), unsigned.getType());
    assertEquals(FailureType.INVALID_REQUEST.name(), another.getType());
    assertEquals(1, bench.hosts.calls("activate web1"));
  }

  /** The deploy of a statement with a target of its own that nobody would mind. */
  record Disguised(String name, DeployRequest deploy, Timing timing, Target target) {}

  @Test
  void no_secret_is_hidden_from_the_gate_behind_another_target() {
    bench.gate.hasPolicy();
    Target secret =
        target.withSecrets(
            new Secrets(
                List.of(new Secret("URL", FakeSecrets.SHOP)), SecretsVersion.PIN, List.of()));
    Disguised disguised =
        new Disguised(
            "nightly",
            new DeployRequest(secret, "v1", Fixtures.ANA, null),
            Timing.once(now),
            target);
    ScheduleOrder sent = order().with(Fixtures.signed(Action.SCHEDULE, disguised, ANA));

    Answer unused = bench.ask(new ScheduledRequest(sent, now));

    assertEquals(List.of(FakeSecrets.SHOP), bench.gate.asked().getFirst().secrets());
  }
}
