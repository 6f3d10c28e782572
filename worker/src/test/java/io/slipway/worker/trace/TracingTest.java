package io.slipway.worker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepReport;
import io.slipway.contract.WireFormat;
import io.slipway.domain.HostName;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a small run: one host, whose second attempt succeeds. */
final class TracingTest {
  private static final Path ORDER = Path.of("../workflows/src/test/resources/wire/HostOrder.json");
  private static final Instant BEGIN = Instant.parse("2026-12-01T09:00:00Z");
  private static final String QUEUE = "small";
  private static final TraceParent COMMAND =
      new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);

  private final ToldSpans spans = new ToldSpans();
  private final AtomicInteger asked = new AtomicInteger();
  private final HostOrder order = read();
  private final Host host = new Host();
  private TestWorkflowEnvironment environment;

  /** A run as far as it matters here. */
  @WorkflowInterface
  public interface SmallRun {
    @WorkflowMethod
    RunResult run(RunOrder order);
  }

  @ActivityInterface(namePrefix = "Host")
  public interface SmallHost {
    HostReport activate(HostOrder order);
  }

  /** Ends well, unless what it deploys is bad. */
  public static final class SmallRunImpl implements SmallRun {
    private final SmallHost host =
        Workflow.newActivityStub(
            SmallHost.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

    @Override
    public RunResult run(RunOrder order) {
      DeployRequest deploy = Objects.requireNonNull(order.deploy());
      HostReport unused =
          host.activate(
              new HostOrder(
                  order.key(),
                  deploy.target(),
                  order.key().id(),
                  null,
                  deploy.ref(),
                  deploy.initiator()));
      boolean bad = deploy.ref().equals("bad");
      RunResult result =
          new RunResult(
              order.key(),
              bad ? RunOutcome.REVERTED : RunOutcome.SUCCEEDED,
              order.key().id(),
              null,
              bad ? "It was no good." : "Done.",
              List.of(),
              List.of());
      if (bad) {
        throw ApplicationFailure.newNonRetryableFailure(
            result.message(), FailureType.RUN_FAILED.name(), result);
      }
      return result;
    }
  }

  private static final class Host implements SmallHost {
    private int attempts;

    @Override
    public HostReport activate(HostOrder order) {
      HostName name = order.host().name();
      if (++attempts == 1) {
        HostFailure failure =
            new HostFailure(
                name,
                FailureType.CONNECTION_LOST,
                "restart",
                "run restart",
                "the line broke",
                "Wait.",
                "output");
        throw ApplicationFailure.newFailure(
            failure.message(), FailureType.CONNECTION_LOST.name(), failure);
      }
      return new HostReport(
          name,
          List.of(
              new StepReport("connect", false, Duration.ofMillis(100), "output"),
              new StepReport("symlink", true, Duration.ofMillis(200), "output"),
              new StepReport("restart", false, Duration.ofHours(1), "output")),
          null,
          null,
          List.of(),
          List.of());
    }
  }

  private static HostOrder read() {
    try {
      return WireFormat.mapper().readValue(ORDER.toFile(), HostOrder.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    InstantSource clock = () -> BEGIN.plusSeconds(asked.getAndIncrement());
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new Tracing(spans, clock))
                        .build())
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build())
                .build());
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(SmallRunImpl.class);
    worker.registerActivitiesImplementations(host);
    environment.start();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  private RunResult run(String ref, @Nullable String traceparent) {
    DeployRequest request =
        new DeployRequest(order.target(), ref, order.initiator(), null).traced(traceparent);
    return environment
        .getWorkflowClient()
        .newWorkflowStub(SmallRun.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
        .run(new RunOrder(order.key(), request, null));
  }

  @Test
  void each_attempt_is_a_part_of_the_run_and_each_step_of_its_attempt() {
    RunResult unused = run("v1", COMMAND.text());

    List<Span> told = spans.all();
    assertEquals(
        List.of("host activate", "host activate", "connect", "symlink", "restart", "deploy"),
        told.stream().map(Span::name).toList());
    Span run = told.getLast();
    assertEquals(COMMAND, run.parent());
    assertEquals("SUCCEEDED", run.attributes().get("slipway.outcome"));
    assertNull(run.fault());
    Span failed = told.get(0);
    assertEquals(run.context(), failed.parent());
    assertEquals(1L, failed.attributes().get("slipway.attempt"));
    assertEquals("restart", failed.attributes().get("slipway.step"));
    Span.Fault fault = failed.fault();
    assertNotNull(fault);
    assertEquals("CONNECTION_LOST", fault.type());
    Span attempt = told.get(1);
    assertEquals(run.context(), attempt.parent());
    assertNotEquals(failed.context(), attempt.context());
    assertEquals(2L, attempt.attributes().get("slipway.attempt"));
    assertEquals(order.host().name().value(), attempt.attributes().get("slipway.host"));
    assertEquals(order.key().id().value(), attempt.attributes().get("slipway.release"));
    assertNull(attempt.fault());
    told.forEach(span -> assertEquals(COMMAND.traceId(), span.context().traceId()));

    List<Span> steps = told.subList(2, 5);
    Instant begin = BEGIN.plusSeconds(2);
    steps.forEach(step -> assertEquals(attempt.context(), step.parent()));
    assertEquals(
        List.of(begin, begin.plusMillis(100), begin.plusMillis(300)),
        steps.stream().map(Span::begin).toList());
    assertEquals(
        List.of(begin.plusMillis(100), begin.plusMillis(300), attempt.end()),
        steps.stream().map(Span::end).toList());
    assertEquals(true, steps.get(1).attributes().get("slipway.already"));
    assertEquals(3_600_000L, steps.get(2).attributes().get("slipway.took_ms"));
    assertEquals(
        0, told.stream().filter(span -> span.attributes().containsValue("output")).count());
  }

  @Test
  void a_run_that_nobody_traces_begins_a_trace_and_says_why_it_did_not_succeed() {
    assertThrows(WorkflowFailedException.class, () -> run("bad", "no traceparent"));

    Span run = spans.all().getLast();
    assertNull(run.parent());
    assertEquals("REVERTED", run.attributes().get("slipway.outcome"));
    assertEquals(new Span.Fault("RUN_FAILED", "It was no good."), run.fault());
    spans.all().forEach(span -> assertEquals(run.context().traceId(), span.context().traceId()));
  }
}
