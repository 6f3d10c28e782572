package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Action;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Freeze;
import io.slipway.contract.FreezeList;
import io.slipway.contract.FreezeRequest;
import io.slipway.contract.FreezesStart;
import io.slipway.contract.FreezesWorkflow;
import io.slipway.contract.Initiator;
import io.slipway.contract.LiftRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.Scope;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.InFlight;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keeper of freezes, and deploys that meet one. */
final class FreezeRunTest {
  private static final Scope SHOPS = new Scope(List.of("sho*"), List.of("prod*"));

  private final StageBench bench = new StageBench();
  private final Target plain = Fixtures.target(2, "1");

  @BeforeEach
  void know() {
    bench.gate.freezes(() -> FreezesStart.standing(bench.client()));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_deploy_is_refused_while_a_freeze_holds_and_rollbacks_are_not() throws Exception {
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(plain, "v1")).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    bench.hosts.serves("web1", "20250101000000");
    bench.hosts.serves("web2", "20250101000000");
    Freeze other = put(freeze(new Scope(List.of("blog"), List.of()), null));
    Freeze put = put(freeze(SHOPS, null));

    RunTicket ticket = bench.deploy(plain, "v2");
    RunResult refused = bench.result(ticket);
    assertEquals(RunOutcome.REJECTED, bench.lastOutcome());
    RunResult back = bench.result(bench.rollback(plain, "20250101000000"));

    assertEquals(List.of(1L, 2L), List.of(other.number(), put.number()));
    assertEquals(RunOutcome.REJECTED, refused.outcome());
    assertTrue(
        refused
            .message()
            .startsWith(
                "Deploys to production may not begin now. It is frozen by ana@laptop: sale (freeze"
                    + " 2 of prod* of sho*). It lasts until that is lifted: slipway freeze lift 2."
                    + " Who may override it"),
        refused.message());
    assertEquals(RunOutcome.SUCCEEDED, back.outcome(), back.message());
    Histories.record(bench, "deploy-frozen-by-hand", ticket.workflowId());
  }

  @Test
  void a_running_deploy_holds_before_its_next_batch_and_goes_on_when_it_is_lifted()
      throws Exception {
    RunTicket ticket = frozenInTheFirstBatch(null);
    bench.awaitEvent(ticket, EventType.FROZEN);
    bench.awaitSignal(WorkflowIds.FREEZES, "frozen");
    long activated = bench.hosts.calls("activate");
    long asked = bench.gate.demanded();

    Freeze lifted = lift(1);
    RunResult result = bench.result(ticket);

    assertEquals(1, lifted.number());
    assertEquals(1, activated);
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertTrue(bench.gate.demanded() - asked <= 3, "it was told, and did not ask again and again");
    bench.awaitSignal(ticket.workflowId(), "freezesChanged");
    Histories.record(bench, "deploy-thawed", ticket.workflowId());
    Histories.record(bench, "freezes", WorkflowIds.FREEZES);
  }

  @Test
  void it_is_put_back_where_the_freeze_says_so() throws Exception {
    RunResult result = bench.result(frozenInTheFirstBatch(InFlight.REVERT));

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(result.message().startsWith("It is frozen by ana@laptop"), result.message());
  }

  @Test
  void it_goes_on_where_the_freeze_says_so() throws Exception {
    RunResult result = bench.result(frozenInTheFirstBatch(InFlight.FINISH));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
  }

  @Test
  void a_keeper_that_was_ended_by_hand_keeps_no_freeze() throws Exception {
    RunTicket ticket = frozenInTheFirstBatch(null);
    bench.awaitEvent(ticket, EventType.FROZEN);
    bench.awaitSignal(WorkflowIds.FREEZES, "frozen");

    bench.terminate(WorkflowIds.FREEZES);

    assertEquals(List.of(), standing());
    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void is_over_by_itself_and_never_has_a_number_twice() {
    Instant end = Instant.now().plus(Duration.ofHours(2));
    Freeze unused = put(new FreezeRequest(SHOPS, null, end, "sale", Fixtures.ANA, InFlight.REVERT));
    Freeze later =
        put(
            new FreezeRequest(
                SHOPS, end, end.plus(Duration.ofDays(2)), "sale", Fixtures.ANA, null));
    bench.skip(Duration.ofHours(3));

    assertEquals(List.of(later), standing());
    assertEquals(3, put(freeze(SHOPS, null)).number());
  }

  @Test
  void who_may_not_is_refused_and_nothing_changes() {
    bench.gate.hasPolicy();

    ApplicationFailure unsigned = refused(() -> put(freeze(SHOPS, null)));
    ApplicationFailure eve =
        refused(() -> signed(Action.FREEZE, freeze(SHOPS, null), "eve@example.com"));
    Freeze put = signed(Action.FREEZE, freeze(SHOPS, null), "ana@example.com");
    ApplicationFailure plainly = refused(() -> lift(put.number()));
    ApplicationFailure misused =
        refused(() -> signed(Action.DEPLOY, freeze(SHOPS, null), "ana@example.com"));

    assertEquals(FailureType.FORBIDDEN.name(), unsigned.getType());
    assertEquals("eve@example.com may not FREEZE.", eve.getOriginalMessage());
    assertEquals("ana@example.com", put.by().user());
    assertEquals(FailureType.FORBIDDEN.name(), plainly.getType());
    assertEquals(FailureType.INVALID_REQUEST.name(), misused.getType());
    assertEquals(List.of(put), standing());
    assertTrue(
        bench.gate.asked().stream().allMatch(o -> SHOPS.equals(o.scope())), "what it is about");
    Freeze lifted =
        signed(Action.LIFT, new LiftRequest(1, Fixtures.ANA, "it is over"), "ana@example.com");
    assertEquals(put, lifted);
    assertEquals(List.of(), standing());
    assertEquals(List.of("DECIDED freeze", "DECIDED lift"), bench.audit.told());
  }

  @Test
  void says_all_that_is_wrong_at_once() {
    Instant past = Instant.parse("2020-01-01T00:00:00Z");
    ApplicationFailure refused =
        refused(
            () ->
                put(
                    new FreezeRequest(
                        new Scope(List.of("a b"), List.of("prod/*")),
                        past,
                        past.minusSeconds(1),
                        " ",
                        new Initiator("ana", "laptop"),
                        null)));

    assertEquals(
        "The freeze cannot be put: it lacks a reason; it ends at 2019-12-31T23:59:59Z, before it"
            + " begins at 2020-01-01T00:00:00Z; 'a b' is no pattern of names of applications;"
            + " 'prod/*' is no pattern of names of stages.",
        refused.getOriginalMessage());
    assertEquals(
        "There is no freeze 7, or it is over. See: slipway freeze list.",
        refused(() -> lift(7)).getOriginalMessage());
  }

  @Test
  void what_must_be_recorded_and_cannot_be_is_not_done() {
    bench.audit.down = true;

    ApplicationFailure refused = refused(() -> put(freeze(SHOPS, null)));

    assertTrue(
        refused.getOriginalMessage().startsWith("Nothing was changed, since it could not be"),
        refused.getOriginalMessage());
    assertEquals(List.of(), standing());
  }

  @Test
  void begins_its_history_anew_and_forgets_nothing() {
    Freeze first = put(freeze(SHOPS, null));
    String before = runId();
    for (int i = 0; i < 100; i++) {
      Freeze put = put(freeze(Scope.everything(), null));
      Freeze unused = lift(put.number());
    }

    assertEquals(List.of(first), standing());
    assertTrue(!before.equals(runId()), "another run");
    assertEquals(102, put(freeze(SHOPS, null)).number());
  }

  private String runId() {
    return bench
        .client()
        .newUntypedWorkflowStub(WorkflowIds.FREEZES)
        .describe()
        .getExecution()
        .getRunId();
  }

  /** Put while the first host of two is switched. */
  private RunTicket frozenInTheFirstBatch(@Nullable InFlight inFlight) throws Exception {
    CountDownLatch first = bench.hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(plain, "v1");
    bench.awaitCall("activate web1");
    Freeze unused = put(freeze(Scope.everything(), inFlight));
    first.countDown();
    return ticket;
  }

  private static FreezeRequest freeze(Scope scope, @Nullable InFlight inFlight) {
    return new FreezeRequest(scope, null, null, "sale", Fixtures.ANA, inFlight);
  }

  private Freeze put(FreezeRequest request) {
    return ask(keeper -> keeper::put, request);
  }

  private Freeze lift(long number) {
    return ask(keeper -> keeper::lift, new LiftRequest(number, Fixtures.ANA, null));
  }

  private Freeze signed(Action action, Object request, String by) {
    SignedRequest signed =
        Fixtures.signed(
            action, FreezesStart.APPLICATION, FreezesStart.STAGE, WorkflowIds.FREEZES, request, by);
    return ask(keeper -> keeper::signed, signed);
  }

  private <R> Freeze ask(
      java.util.function.Function<FreezesWorkflow, Functions.Func1<R, Freeze>> update, R request) {
    FreezesWorkflow keeper = FreezesStart.stub(bench.client());
    return WorkflowClient.executeUpdateWithStart(
        update.apply(keeper),
        request,
        UpdateOptions.newBuilder(Freeze.class)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        FreezesStart.operation(keeper));
  }

  private List<Freeze> standing() {
    FreezeList all = FreezesStart.standing(bench.client());
    assertEquals(
        all.freezes().stream().filter(f -> f.scope().equals(SHOPS)).toList(),
        all.of(ApplicationName.of("shoe"), StageName.of("prod")).stream()
            .filter(f -> f.scope().equals(SHOPS))
            .toList());
    return all.freezes();
  }

  private static ApplicationFailure refused(Runnable request) {
    return StageBench.refusal(request);
  }
}
