package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.BatchOrder;
import io.slipway.contract.BatchWorkflow;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.DriftOrder;
import io.slipway.contract.DriftSeen;
import io.slipway.contract.DriftWatchWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.GateOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.Phase;
import io.slipway.contract.Place;
import io.slipway.contract.QueueRequest;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunTicket;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.Trigger;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Queueing;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.domain.WhenBusy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stages, runs and looks do with what the gate says. */
final class SignedRequestsTest {
  private static final String ANA = "ana@example.com";
  private static final String BEN = "ben@example.com";
  private static final String STRANGER = "eve@example.com";

  private final StageBench bench = new StageBench();
  private final Target target = Fixtures.target(2, "1");

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void under_a_policy_an_unsigned_request_is_refused_and_the_stage_stays_free() {
    bench.gate.hasPolicy();

    ApplicationFailure refused = StageBench.refusal(() -> bench.deploy(target, "v1"));

    assertEquals(FailureType.FORBIDDEN.name(), refused.getType());
    assertEquals("production of shop takes signed requests only.", refused.getOriginalMessage());
    assertNull(bench.status().current());
    assertEquals(0, bench.hosts.calls("prepare web1"));
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.signed(deploy("v1", ANA))).outcome());
  }

  @Test
  void a_signed_deploy_shows_who_has_been_proven() throws IOException, InterruptedException {
    bench.gate.hasPolicy();
    RunTicket ticket = bench.signed(deploy("v1", ANA));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    Initiator by = bench.status().history().getFirst().initiator();
    assertEquals("ana@example.com (ssh key SHA256:ana@example.com)", by.toString());

    SignedRequest same = deploy("v2", ANA);
    RunTicket second = bench.signed(same);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(second).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    assertEquals("This request was sent before.", refusal(same));
    assertEquals("eve@example.com may not DEPLOY.", refusal(deploy("v3", STRANGER)));

    Histories.record(bench, "stage-signed", WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION));
  }

  @Test
  void a_stage_whose_history_is_begun_anew_still_knows_what_was_sent_before()
      throws InterruptedException {
    bench.gate.hasPolicy();
    SignedRequest taken = deploy("v1", ANA);
    assertEquals(RunOutcome.SUCCEEDED, bench.stillResult(bench.signed(taken)).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    String begun = stageRun();
    SignedRequest stranger = deploy("v2", STRANGER);

    // The test server suggests to begin anew at 4,096 events.
    for (int i = 0; i < 1_000 && stageRun().equals(begun); i++) {
      assertEquals("eve@example.com may not DEPLOY.", refusal(stranger));
    }

    assertNotEquals(begun, stageRun());
    assertEquals("This request was sent before.", refusal(taken));
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.signed(deploy("v3", ANA))).outcome());
  }

  private String stageRun() {
    return bench
        .client()
        .newUntypedWorkflowStub(WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION))
        .describe()
        .getExecution()
        .getRunId();
  }

  @Test
  void a_watch_whose_order_was_changed_on_its_way_goes_by_what_was_signed() {
    bench.gate.hasPolicy();
    DriftOrder order = new DriftOrder(target, Fixtures.ANA, null);
    String id = WorkflowIds.drift(Fixtures.SHOP, Fixtures.PRODUCTION) + "-1";
    SignedRequest signed = Fixtures.signed(Action.WATCH, order, ANA);
    DriftOrder altered = new DriftOrder(Fixtures.target(5, "1"), Fixtures.ANA, null).with(signed);

    DriftSeen seen = watch(id, altered);

    assertEquals(2, Objects.requireNonNull(seen.report()).hosts());
  }

  @Test
  void the_gate_is_told_whom_a_statement_has_reached_and_what_it_names() {
    SignedRequest request = deploy("v1", ANA);
    RunTicket ticket = bench.signed(request);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());

    GateOrder asked = bench.gate.asked().getFirst();

    assertEquals(
        new GateOrder(
            Action.DEPLOY,
            Fixtures.SHOP,
            Fixtures.PRODUCTION,
            null,
            Fixtures.ANA,
            request,
            false,
            List.of()),
        asked);
  }

  @Test
  void one_statement_sent_twice_at_once_is_taken_once() throws InterruptedException {
    Semaphore gate = bench.gate.holds();
    SignedRequest request = deploy("v1", ANA);
    List<CompletableFuture<RunTicket>> both = new ArrayList<>();
    both.add(CompletableFuture.supplyAsync(() -> bench.signed(request)));
    bench.await("one at the gate", () -> bench.gate.asked().size() == 1);
    both.add(CompletableFuture.supplyAsync(() -> bench.signed(request)));
    bench.await("both at the gate", () -> bench.gate.asked().size() == 2);
    gate.release(2);

    assertEquals(1, both.stream().filter(SignedRequestsTest::refused).count());
    assertEquals(1, bench.gate.asked().stream().filter(GateOrder::sentBefore).count());
  }

  @Test
  void of_two_that_wait_at_the_gate_one_gets_the_stage() throws InterruptedException {
    Semaphore gate = bench.gate.holds();
    bench.hosts.gate("web1", "prepare");
    List<CompletableFuture<RunTicket>> both = new ArrayList<>();
    both.add(CompletableFuture.supplyAsync(() -> bench.deploy(target, "v1")));
    bench.await("one at the gate", () -> bench.gate.asked().size() == 1);
    both.add(CompletableFuture.supplyAsync(() -> bench.signed(deploy("v2", ANA))));
    bench.await("both at the gate", () -> bench.gate.asked().size() == 2);
    gate.release(2);

    assertEquals(1, both.stream().filter(SignedRequestsTest::refused).count());
    assertTrue(bench.status().history().isEmpty());
  }

  private static boolean refused(CompletableFuture<RunTicket> answer) {
    try {
      RunTicket unused = answer.join();
      return false;
    } catch (CompletionException e) {
      ApplicationFailure failure = StageBench.failureIn(e.getCause());
      return List.of(FailureType.FORBIDDEN.name(), FailureType.STAGE_BUSY.name())
          .contains(failure.getType());
    }
  }

  @Test
  void what_an_unsigned_asker_says_of_a_proof_counts_for_nothing() {
    Initiator forged = new Initiator("ana@example.com", "laptop", "ssh key SHA256:forged");
    RunTicket ticket = bench.deploy(new DeployRequest(target, "v1", forged, null));

    assertEquals(
        new Initiator("ana@example.com", "laptop"),
        bench.controls(DeployWorkflow.class, ticket).summary().initiator());
  }

  @Test
  void a_statement_for_something_else_is_refused_by_the_one_it_was_sent_to() {
    SignedRequest abort = Fixtures.signed(Action.ABORT, new AbortRequest(Fixtures.ANA, null), ANA);

    assertEquals("'abort' cannot be asked for here.", refusal(abort));
    assertEquals(
        "The signed request cannot be carried out: what it asks for is no DeployRequest.",
        refusal(Fixtures.signed(Action.DEPLOY, Map.of("target", "none"), ANA)));
  }

  @Test
  void a_run_that_waits_hears_only_those_who_may() throws IOException, InterruptedException {
    bench.gate.hasPolicy();
    bench.hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    Target pausing =
        Fixtures.withRollout(target, Fixtures.reacting(OnFailure.PAUSE, "0", "0", "1"));
    RunTicket ticket = bench.signed(deploy(pausing, "v1", ANA));
    bench.awaitEvent(ticket, EventType.PAUSED);
    DeployWorkflow run = bench.controls(DeployWorkflow.class, ticket);
    ContinueRequest plain = new ContinueRequest(Fixtures.ANA, null);

    ApplicationFailure unsigned = StageBench.refusal(() -> run.goOn(plain));
    SignedRequest stranger = goOn(STRANGER);
    ApplicationFailure foreign = StageBench.refusal(() -> run.signed(stranger));
    run.goOnUnanswered(null);
    // The gate answers two at a time in any order.
    bench.await("a warning", () -> warnings(ticket).size() == 1);
    run.signedUnanswered(stranger);
    bench.await("two warnings", () -> warnings(ticket).size() == 2);

    assertEquals(FailureType.FORBIDDEN.name(), unsigned.getType());
    assertEquals(FailureType.FORBIDDEN.name(), foreign.getType());
    assertEquals(
        List.of(
            "Signal continue is refused: production of shop takes signed requests only.",
            "Signal signed is refused: eve@example.com may not CONTINUE."),
        warnings(ticket));
    run.signedUnanswered(goOn(ANA));
    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, bench.result(ticket).outcome());
    assertEquals(ticket.workflowId(), Objects.requireNonNull(bench.gate.asked().getLast().run()));
    Histories.record(bench, "deploy-signed", ticket.workflowId());
  }

  @Test
  void a_look_goes_by_what_was_signed() throws IOException {
    bench.gate.hasPolicy();
    SurveyOrder order = order(target);
    String id = WorkflowIds.survey(Fixtures.SHOP, Fixtures.PRODUCTION, "1");
    Target more = Fixtures.target(5, "1");

    assertEquals(2, look(id, order(more).with(survey(order, ANA))).hosts().size());
    assertEquals(2, look(id + "-plain", order).hosts().size());
    assertEquals(
        "eve@example.com may not LOOK.",
        failure(() -> look(id + "-stranger", order.with(survey(order, STRANGER)))));
    Histories.record(bench, "survey-signed", id);
  }

  @Test
  void a_watch_looks_only_when_it_may() throws IOException {
    bench.gate.hasPolicy();
    DriftOrder order = new DriftOrder(target, Fixtures.ANA, null);
    String id = WorkflowIds.drift(Fixtures.SHOP, Fixtures.PRODUCTION) + "-1";
    SignedRequest signed = Fixtures.signed(Action.WATCH, order, ANA);

    assertFalse(watch(id, order.with(signed)).report() == null);
    assertEquals(
        "production of shop takes signed requests only.", failure(() -> watch(id + "-2", order)));
    Histories.record(bench, "drift-watch-signed", id);
  }

  @Test
  void runs_and_batches_that_nobody_was_asked_about_are_refused() {
    RunKey key =
        new RunKey(
            Fixtures.SHOP, Fixtures.PRODUCTION, RunKind.DEPLOY, ReleaseId.of("20260721093000"));
    RunOrder order = new RunOrder(key, new DeployRequest(target, "v1", Fixtures.ANA, null), null);
    BatchOrder batch =
        new BatchOrder(
            key,
            Phase.PREPARE,
            1,
            target,
            key.id(),
            null,
            "v1",
            Fixtures.ANA,
            1,
            key.id(),
            null,
            0,
            false,
            List.of(),
            null,
            null,
            false,
            null);

    String run =
        failure(
            () ->
                bench
                    .client()
                    .newWorkflowStub(DeployWorkflow.class, options(WorkflowIds.run(key)))
                    .run(order));
    String part =
        failure(() -> bench.client().newWorkflowStub(BatchWorkflow.class, options("b")).run(batch));

    assertEquals(
        "deploy/shop/production/20260721093000 was not started by its stage, so that nobody has"
            + " been asked whether it may be.",
        run);
    assertEquals(
        "b was not started by a run, so that nobody has been asked whether it may be.", part);
    assertEquals(0, bench.hosts.calls("prepare web1"));
  }

  private List<String> warnings(RunTicket ticket) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == EventType.WARNING)
        .map(RunEvent::message)
        .toList();
  }

  @Test
  void the_gate_is_told_whose_request_is_taken_out_of_a_line() {
    bench.gate.hasPolicy();
    CountDownLatch gate = bench.hosts.gate("web1", "prepare");
    RunTicket running = bench.signed(deploy("v1", ANA));
    Queueing queueing = new Queueing(WhenBusy.QUEUE, Duration.ofHours(1));
    DeployRequest waiting =
        new DeployRequest(target, "v2", Fixtures.ANA, null, null, queueing, Trigger.MANUAL);

    Place place =
        assertInstanceOf(Place.class, bench.answer(Fixtures.signed(Action.DEPLOY, waiting, ANA)));
    Place moved = assertInstanceOf(Place.class, bench.answer(queue(place, 1, BEN)));
    Place gone = assertInstanceOf(Place.class, bench.answer(queue(place, null, BEN)));
    String late = refusal(queue(place, null, BEN));
    gate.countDown();

    assertEquals("ana@example.com (ssh key SHA256:ana@example.com)", place.initiator().toString());
    assertEquals(1, moved.position());
    assertTrue(
        Objects.requireNonNull(gone.left()).why().startsWith("Taken out by ben@example.com"));
    assertTrue(late.contains("does not wait any more"), late);
    assertEquals(
        Arrays.asList(null, "ana@example.com", null),
        bench.gate.asked().stream()
            .filter(o -> o.action() == Action.QUEUE)
            .map(GateOrder::owner)
            .toList());
    assertEquals(RunOutcome.SUCCEEDED, bench.result(running).outcome());
  }

  private static SignedRequest queue(Place place, @Nullable Integer position, String by) {
    return Fixtures.signed(
        Action.QUEUE, new QueueRequest(place.ticket(), position, Fixtures.ANA, null), by);
  }

  private String refusal(SignedRequest request) {
    return StageBench.refusal(() -> bench.signed(request)).getOriginalMessage();
  }

  private static String failure(Runnable request) {
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, request::run);
    return assertInstanceOf(ApplicationFailure.class, failed.getCause()).getOriginalMessage();
  }

  private SurveyResult look(String id, SurveyOrder order) {
    return bench.client().newWorkflowStub(SurveyWorkflow.class, options(id)).run(order);
  }

  private DriftSeen watch(String id, DriftOrder order) {
    return bench.client().newWorkflowStub(DriftWatchWorkflow.class, options(id)).run(order);
  }

  private static SurveyOrder order(Target target) {
    return new SurveyOrder(
        new RunKey(
            Fixtures.SHOP, Fixtures.PRODUCTION, RunKind.DEPLOY, ReleaseId.of("20260721093000")),
        SurveyKind.CHECK,
        target,
        null,
        Fixtures.ANA);
  }

  private static SignedRequest survey(SurveyOrder order, String by) {
    return Fixtures.signed(Action.LOOK, order, by);
  }

  private SignedRequest deploy(String ref, String by) {
    return deploy(target, ref, by);
  }

  private static SignedRequest deploy(Target of, String ref, String by) {
    return Fixtures.signed(Action.DEPLOY, new DeployRequest(of, ref, Fixtures.ANA, null), by);
  }

  private static SignedRequest goOn(String by) {
    return Fixtures.signed(Action.CONTINUE, new ContinueRequest(Fixtures.ANA, null), by);
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .build();
  }
}
