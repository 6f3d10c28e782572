package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Action;
import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPageRequest;
import io.slipway.contract.LogPosition;
import io.slipway.contract.LogWorkflow;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who reads logs, and for how long. */
class LogReadingTest {
  private static final String ANA = "ana@example.com";
  private static final String STRANGER = "eve@example.com";
  private static final LogPageRequest FIRST = new LogPageRequest("", LogPosition.BEGINNING);

  private final StageBench bench = new StageBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static LogOrder order(StageName stage) {
    RunKey run = new RunKey(Fixtures.SHOP, stage, RunKind.DEPLOY, ReleaseId.of("20260721093000"));
    return new LogOrder(run, List.of(HostName.of("web1")), "build", Fixtures.ANA);
  }

  private static LogOrder order() {
    return order(Fixtures.PRODUCTION);
  }

  private static String id(String mark) {
    return WorkflowIds.log(Fixtures.SHOP, Fixtures.PRODUCTION, mark);
  }

  private LogPage page(String id, LogOrder order) {
    LogWorkflow reader =
        bench
            .client()
            .newWorkflowStub(
                LogWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.WORKFLOWS)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                    .build());
    return WorkflowClient.executeUpdateWithStart(
        reader::page,
        FIRST,
        UpdateOptions.<LogPage>newBuilder()
            .setResultClass(LogPage.class)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        new WithStartWorkflowOperation<>(reader::run, order));
  }

  private String refusal(String id, LogOrder order) {
    WorkflowUpdateException refused =
        assertThrows(WorkflowUpdateException.class, () -> page(id, order));
    WorkflowStub reader = bench.client().newUntypedWorkflowStub(id);
    assertThrows(WorkflowFailedException.class, () -> reader.getResult(Void.class));
    return assertInstanceOf(ApplicationFailure.class, refused.getCause()).getOriginalMessage();
  }

  @Test
  void whoever_may_look_reads_what_was_signed() throws IOException {
    bench.gate.hasPolicy();
    LogOrder signed = order().with(Fixtures.signed(Action.LOOK, order(), ANA));

    LogPage page = page(id("1"), signed);

    assertEquals("web1 build\n", page.pieces().getFirst().text());
    LogWorkflow reader = bench.client().newWorkflowStub(LogWorkflow.class, id("1"));
    assertEquals(page, reader.page(FIRST));
    reader.done();
    bench.client().newUntypedWorkflowStub(id("1")).getResult(Void.class);
    Histories.record(bench, "log-signed", id("1"));
  }

  @Test
  void nobody_else_does() {
    bench.gate.hasPolicy();
    assertEquals(
        "eve@example.com may not LOOK.",
        refusal(id("2"), order().with(Fixtures.signed(Action.LOOK, order(), STRANGER))));
    LogOrder elsewhere = order(StageName.of("staging"));
    assertTrue(
        refusal(id("3"), elsewhere.with(Fixtures.signed(Action.LOOK, order(), ANA)))
            .contains("staging"));
    assertTrue(
        refusal(id("4"), order().with(Fixtures.signed(Action.ABORT, order(), ANA)))
            .contains("cannot be asked for here"));
  }

  @Test
  void a_reader_whom_nobody_asks_ends_and_one_that_reaches_no_worker_says_so() {
    assertEquals(1, page(id("5"), order()).pieces().size());
    LogWorkflow reader = bench.client().newWorkflowStub(LogWorkflow.class, id("5"));
    LogPage gone = reader.page(new LogPageRequest("gone", LogPosition.BEGINNING));
    assertTrue(String.valueOf(gone.trouble()).startsWith("no worker has read it"), gone.toString());
    bench.client().newUntypedWorkflowStub(id("5")).getResult(Void.class);
  }
}
