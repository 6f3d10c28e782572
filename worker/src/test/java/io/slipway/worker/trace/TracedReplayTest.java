package io.slipway.worker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.SearchAttributes;
import io.slipway.contract.WireFormat;
import io.slipway.workflow.Workflows;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that were begun without traces go on when a worker has them, and replays tell nothing. */
final class TracedReplayTest {
  private static final Path RECORDED = Path.of("../workflows/src/test/resources/histories");

  private final ToldSpans spans = new ToldSpans();

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.walk(RECORDED)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replays(Path file) throws Exception {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setUsingVirtualWorkflowThreads(true)
                    .setWorkerInterceptors(new Tracing(spans, InstantSource.system()))
                    .build())
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.dataConverter())
                    .build());
    SearchAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(options.build())) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(Workflows.TYPES.toArray(Class<?>[]::new));

      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(Files.readString(file)), worker);
    }
    assertEquals(List.of(), spans.all());
  }
}
