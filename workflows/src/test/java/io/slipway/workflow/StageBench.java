package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventType;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.FailureType;
import io.slipway.contract.Place;
import io.slipway.contract.PlaceQuery;
import io.slipway.contract.Quarantined;
import io.slipway.contract.QueueRequest;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunControls;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.ScheduledRequest;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.StageState;
import io.slipway.contract.StageStatus;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WireFormat;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stage on Temporal's test server, with hosts in memory. */
final class StageBench implements AutoCloseable {
  private static final String HOURS = "hours";

  final FakeHosts hosts = new FakeHosts();
  final FakeDelivery delivery = new FakeDelivery();
  final FakeGate gate = new FakeGate();
  final FakeSecrets secrets = new FakeSecrets();
  final FakeWatch watch = new FakeWatch();
  final FakeAudit audit = new FakeAudit();
  final FakeTraffic traffic = new FakeTraffic(hosts);
  final FakeNotify notify = new FakeNotify();
  final FakeCanary canary = new FakeCanary();
  final FakeErrands errands = new FakeErrands(this);
  final FakeCommands commands = new FakeCommands(hosts);
  private final WorkflowClient client;
  private final Consumer<Duration> skip;
  private final Runnable end;

  /** On Temporal's test server, which skips time. */
  StageBench() {
    TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(environmentOptions());
    client = environment.getWorkflowClient();
    skip = environment::sleep;
    end = environment::close;
    environment.newWorker(HOURS).registerWorkflowImplementationTypes(PassingHours.class);
    work(environment.getWorkerFactory());
    WorkflowExecution unused =
        WorkflowClient.start(
            client.newWorkflowStub(
                    Hours.class, WorkflowOptions.newBuilder().setTaskQueue(HOURS).build())
                ::pass);
  }

  private StageBench(WorkflowServiceStubs server) {
    client = WorkflowClient.newInstance(server, clientOptions());
    WorkerFactory factory = WorkerFactory.newInstance(client, factoryOptions());
    skip =
        time -> {
          throw new UnsupportedOperationException("time of a real server passes as it does");
        };
    end =
        () -> {
          factory.shutdownNow();
          server.shutdownNow();
        };
    work(factory);
  }

  /** On a real server. */
  static StageBench on(String address) {
    return new StageBench(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
  }

  static TestEnvironmentOptions environmentOptions() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(factoryOptions())
            .setWorkflowClientOptions(clientOptions());
    SearchAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    options.registerSearchAttribute(
        ScheduledRun.DUE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_DATETIME);
    return options.build();
  }

  private void work(WorkerFactory factory) {
    Worker workflows =
        factory.newWorker(
            TaskQueues.WORKFLOWS,
            // A busy machine is no deadlock.
            WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(Duration.ofMinutes(1).toMillis())
                .build());
    workflows.registerWorkflowImplementationTypes(Workflows.TYPES.toArray(Class<?>[]::new));
    workflows.registerActivitiesImplementations(gate, notify);
    // An activity hears of being cancelled by the answer to a beat, and beats are held back.
    WorkerOptions beating =
        WorkerOptions.newBuilder().setMaxHeartbeatThrottleInterval(Duration.ofMillis(100)).build();
    for (String queue : List.of(TaskQueues.HOSTS, TaskQueues.hosts(Fixtures.NORTH))) {
      factory
          .newWorker(queue, beating)
          .registerActivitiesImplementations(
              hosts, delivery, watch, audit, secrets, traffic, canary, errands, commands);
    }
    factory.newWorker(TaskQueues.LOGS).registerActivitiesImplementations(new FakeLogs());
    factory.start();
  }

  private static WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build();
  }

  private static WorkflowClientOptions clientOptions() {
    return WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.dataConverter()).build();
  }

  WorkflowClient client() {
    return client;
  }

  /** Lets so much of the test server's time pass at once. */
  void skip(Duration time) {
    skip.accept(time);
  }

  RunTicket deploy(Target target, String ref) {
    return deploy(new DeployRequest(target, ref, Fixtures.ANA, null));
  }

  /** A deploy that begins at once. */
  RunTicket deploy(DeployRequest request) {
    return (RunTicket) ask(request);
  }

  Answer ask(DeployRequest request) {
    StageWorkflow stage = stage();
    return WorkflowClient.executeUpdateWithStart(
        stage::deploy, request, options(Answer.class), start(stage));
  }

  Answer ask(RollbackRequest request) {
    StageWorkflow stage = stage();
    return WorkflowClient.executeUpdateWithStart(
        stage::rollback, request, options(Answer.class), start(stage));
  }

  RunTicket signed(SignedRequest request) {
    return (RunTicket) answer(request);
  }

  Answer answer(SignedRequest request) {
    StageWorkflow stage = stage();
    return WorkflowClient.executeUpdateWithStart(
        stage::signed, request, options(Answer.class), start(stage));
  }

  Answer ask(ScheduledRequest request) {
    StageWorkflow stage = stage();
    return WorkflowClient.executeUpdateWithStart(
        stage::scheduled, request, options(Answer.class), start(stage));
  }

  Place queue(QueueRequest request) {
    return existing().queue(request);
  }

  /** Where a request stands, or how it has left the line. */
  Place place(long ticket) {
    return java.util.Objects.requireNonNull(existing().place(new PlaceQuery(ticket)));
  }

  private StageWorkflow existing() {
    return client()
        .newWorkflowStub(
            StageWorkflow.class, WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION));
  }

  private StageWorkflow stage() {
    return client()
        .newWorkflowStub(
            StageWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION))
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
  }

  private static WithStartWorkflowOperation<StageWorkflow> start(StageWorkflow stage) {
    return new WithStartWorkflowOperation<>(
        stage::run, StageState.fresh(Fixtures.SHOP, Fixtures.PRODUCTION));
  }

  private static <R> UpdateOptions<R> options(Class<R> type) {
    return UpdateOptions.newBuilder(type).setWaitForStage(WorkflowUpdateStage.COMPLETED).build();
  }

  RunTicket rollback(Target target, @Nullable String to) {
    return (RunTicket)
        ask(new RollbackRequest(target, to == null ? null : ReleaseId.of(to), Fixtures.ANA, null));
  }

  /** Whether the hosts of a target, and its secrets, are fit for a deploy of v1. */
  SurveyResult check(String id, Target target) {
    SurveyWorkflow survey =
        client()
            .newWorkflowStub(
                SurveyWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.WORKFLOWS)
                    .build());
    RunKey key =
        new RunKey(
            target.application(), target.stage(), RunKind.DEPLOY, ReleaseId.of("20260721093000"));
    return survey.run(new SurveyOrder(key, SurveyKind.CHECK, target, "v1", Fixtures.ANA));
  }

  /** Begins a stage that carries what an earlier history of it knew. */
  void begin(StageState state) {
    var unused = WorkflowClient.start(stage()::run, state);
  }

  /** Waits for a run's end, however it ends. */
  RunResult result(RunTicket ticket) {
    return result(client, ticket);
  }

  /** The same of a run that waits for nothing, while no time is skipped. */
  RunResult stillResult(RunTicket ticket) {
    return result(still(), ticket);
  }

  /**
   * Asks without skipping time. Who skips it until something has ended may carry a stage, which
   * waits for nothing then, past the end that the test server gives every workflow: a fresh one
   * would answer in its place.
   */
  WorkflowClient still() {
    return WorkflowClient.newInstance(client.getWorkflowServiceStubs(), clientOptions());
  }

  private static RunResult result(WorkflowClient client, RunTicket ticket) {
    try {
      return client.newUntypedWorkflowStub(ticket.workflowId()).getResult(RunResult.class);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof ApplicationFailure failure
          && failure.getType().equals(FailureType.RUN_FAILED.name())) {
        return failure.getDetails().get(RunResult.class);
      }
      if (e.getCause() instanceof CanceledFailure) {
        RunResult result =
            client.newUntypedWorkflowStub(ticket.workflowId()).query("result", RunResult.class);
        return java.util.Objects.requireNonNull(result);
      }
      throw e;
    }
  }

  /** Without skipping time: a run might end while a word to it is under way. */
  <T extends RunControls> T controls(Class<T> type, RunTicket ticket) {
    return still().newWorkflowStub(type, ticket.workflowId());
  }

  StageStatus status() {
    return existing().status();
  }

  /** Hosts that the next run puts back first, once the stage has heard of the end of this one. */
  List<Quarantined> quarantine() {
    try {
      await("the stage to be free", () -> status().current() == null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return status().quarantine();
  }

  /** How the last ended run of the stage has ended, once the stage is free. */
  @Nullable RunOutcome lastOutcome() throws InterruptedException {
    await("the stage to be free", () -> status().current() == null);
    return status().history().getFirst().outcome();
  }

  /** Waits until a run has told of something. */
  void awaitEvent(RunTicket ticket, EventType type) throws InterruptedException {
    await("an event " + type, () -> told(ticket.workflowId(), type));
  }

  /** What a run has said of something, in order. */
  List<String> messages(RunTicket ticket, EventType type) {
    return events(ticket.workflowId()).stream()
        .filter(e -> e.type() == type)
        .map(RunEvent::message)
        .toList();
  }

  /** A person has a paused run try all that failed again, beginning with a step. */
  void retryOncePaused(RunTicket ticket, String from) throws InterruptedException {
    awaitEvent(ticket, EventType.PAUSED);
    var unused =
        client
            .newWorkflowStub(RunControls.class, ticket.workflowId())
            .retry(new RetryRequest(Fixtures.ANA, null, List.of(), from));
  }

  private boolean told(String workflowId, EventType type) {
    return events(workflowId).stream().anyMatch(e -> e.type() == type);
  }

  /** Waits until a step has begun, such as "prepare web1". */
  void awaitCall(String step) throws InterruptedException {
    await(step, () -> hosts.calls(step) > 0);
  }

  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.sleep(20);
    }
  }

  /** Waits until a workflow has heard of something. */
  void awaitSignal(String workflowId, String name) throws InterruptedException {
    await(
        "the signal " + name,
        () ->
            history(workflowId).getEvents().stream()
                .anyMatch(
                    e ->
                        e.getWorkflowExecutionSignaledEventAttributes()
                            .getSignalName()
                            .equals(name)));
  }

  WorkflowExecutionHistory history(String workflowId) {
    return client().fetchHistory(workflowId);
  }

  /** As in the Web UI: to the first workflow task. */
  void reset(String workflowId) {
    var execution = WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
    var unused =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .resetWorkflowExecution(
                ResetWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setWorkflowExecution(execution)
                    .setReason("by a test")
                    .setRequestId("reset of " + workflowId)
                    .setWorkflowTaskFinishEventId(4)
                    .build());
  }

  static ApplicationFailure refusal(Runnable request) {
    return failureIn(assertThrows(WorkflowUpdateException.class, request::run));
  }

  static ApplicationFailure failureIn(@Nullable Throwable refused) {
    WorkflowUpdateException update = assertInstanceOf(WorkflowUpdateException.class, refused);
    return assertInstanceOf(ApplicationFailure.class, update.getCause());
  }

  void terminate(String workflowId) {
    client().newUntypedWorkflowStub(workflowId).terminate("by a test");
  }

  List<RunEvent> events(String workflowId) {
    List<RunEvent> events = new ArrayList<>();
    WorkflowStub stub = client().newUntypedWorkflowStub(workflowId);
    EventPage page;
    do {
      page = stub.query("events", EventPage.class, new EventsQuery(events.size()));
      events.addAll(page.events());
    } while (!page.events().isEmpty());
    return events;
  }

  @Override
  public void close() {
    end.run();
  }

  /**
   * Something to wait for, always: where nothing is, who skips time until a run has ended may carry
   * the idle stage in one leap past the end that the test server gives every workflow, and a fresh
   * one would answer in its place.
   */
  @WorkflowInterface
  public interface Hours {
    @WorkflowMethod
    void pass();
  }

  public static final class PassingHours implements Hours {
    private static final Duration STEP = Duration.ofHours(6);
    private static final int STEPS = 500;

    @Override
    public void pass() {
      for (int i = 0; i < STEPS; i++) {
        Workflow.sleep(STEP);
      }
      Workflow.continueAsNew();
    }
  }
}
