package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.contract.BatchHold;
import io.slipway.contract.BatchOrder;
import io.slipway.contract.BatchResult;
import io.slipway.contract.BatchStop;
import io.slipway.contract.BatchWorkflow;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventsQuery;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that others have begun go on under this code; see {@link Histories} for how to record. */
final class ReplayTest {
  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(StageBench.environmentOptions());

  static List<Path> histories() throws IOException {
    return Histories.all();
  }

  static List<Path> released() throws IOException {
    return Histories.released();
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replays(Path file) throws Exception {
    Worker worker = environment.newWorker("replay");
    worker.registerWorkflowImplementationTypes(Workflows.TYPES.toArray(Class<?>[]::new));

    WorkflowReplayer.replayWorkflowExecution(read(file), worker);
  }

  @Test
  void notices_a_changed_workflow() throws IOException {
    Worker worker = environment.newWorker("replay");
    worker.registerWorkflowImplementationTypes(ChangedBatch.class);
    WorkflowExecutionHistory batch = read(Histories.FOLDER.resolve("0.1/deploy-batch.json"));

    assertThrows(
        RuntimeException.class, () -> WorkflowReplayer.replayWorkflowExecution(batch, worker));
  }

  @Test
  void knows_every_kind_of_workflow() throws IOException {
    List<String> types = histories().stream().map(ReplayTest::typeOf).distinct().sorted().toList();

    assertEquals(
        List.of(
            "Batch",
            "Deploy",
            "DriftWatch",
            "Freezes",
            "Log",
            "Recovery",
            "Retire",
            "Rollback",
            "ScheduledDeploy",
            "Stage",
            "Survey",
            "Train"),
        types);
  }

  /** What a release has recorded is what its workers leave behind: it is not to be mended here. */
  @ParameterizedTest
  @MethodSource("released")
  void replays_what_the_release_recorded_unchanged_and_whole(Path release) throws Exception {
    Map<String, String> recorded = new TreeMap<>();
    for (String line : Files.readAllLines(release.resolve("SHA256SUMS"))) {
      recorded.put(line.substring(line.lastIndexOf(' ') + 1), line.substring(0, line.indexOf(' ')));
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Map<String, String> found = new TreeMap<>();
    for (Path file : histories()) {
      if (file.startsWith(release)) {
        byte[] sum = digest.digest(Files.readAllBytes(file));
        found.put(file.getFileName().toString(), HexFormat.of().formatHex(sum));
      }
    }
    assertEquals(recorded, found);
  }

  private static String typeOf(Path file) {
    try {
      return read(file)
          .getEvents()
          .getFirst()
          .getWorkflowExecutionStartedEventAttributes()
          .getWorkflowType()
          .getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WorkflowExecutionHistory read(Path file) throws IOException {
    return WorkflowExecutionHistory.fromJson(Files.readString(file));
  }

  /** Waits before it begins, which the recorded one did not. */
  public static final class ChangedBatch implements BatchWorkflow {
    private final HostBatch batch = new HostBatch();

    @Override
    public BatchResult run(BatchOrder order) {
      Workflow.sleep(Duration.ofSeconds(1));
      return batch.run(order);
    }

    @Override
    public void hold(BatchHold order) {
      batch.hold(order);
    }

    @Override
    public void stop(BatchStop order) {
      batch.stop(order);
    }

    @Override
    public EventPage events(EventsQuery query) {
      return batch.events(query);
    }
  }
}
