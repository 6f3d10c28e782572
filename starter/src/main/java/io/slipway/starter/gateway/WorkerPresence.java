package io.slipway.starter.gateway;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.contract.TaskQueues;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes sure that somebody is there to do the work before any is asked for: a request that waits
 * for a worker could otherwise be taken up hours later, when nobody expects it.
 */
public final class WorkerPresence {
  private static final Duration SAY_AFTER = Duration.ofSeconds(3);
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMillis(300);

  private final WorkflowClient client;
  private final String address;

  public WorkerPresence(WorkflowClient client, String address) {
    this.client = client;
    this.address = address;
  }

  /**
   * Returns once a worker polls that takes new runs.
   *
   * @param notes told when none does at first
   * @throws ProblemException when none does within half a minute
   */
  public void require(Consumer<String> notes) throws InterruptedException {
    long start = System.nanoTime();
    boolean said = false;
    while (true) {
      Optional<WorkflowPollers> pollers = pollers();
      if (pollers.isEmpty() || pollers.get().takeNewRuns()) {
        return;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(GIVE_UP_AFTER) > 0) {
        throw new ProblemException(
            ExitCode.UNREACHABLE,
            nobody(pollers.get(), "Nothing was asked for and nothing has changed."));
      }
      if (!said && waited.compareTo(SAY_AFTER) > 0) {
        said = true;
        notes.accept(nobody(pollers.get(), "Waiting for one."));
      }
      Thread.sleep(INTERVAL);
    }
  }

  private String nobody(WorkflowPollers pollers, String then) {
    String current = pollers.current().isEmpty() ? "none" : pollers.current();
    return pollers.builds().isEmpty()
        ? "No worker polls task queue %s of Temporal at %s. Start one with: slipway worker. %s"
            .formatted(TaskQueues.WORKFLOWS, address, then)
        : "Workers poll task queue %s of Temporal at %s, but none takes new runs: these begin on version %s, and the workers are of %s. Make one of these current: slipway worker promote. %s"
            .formatted(TaskQueues.WORKFLOWS, address, current, words(pollers), then);
  }

  private static String words(WorkflowPollers pollers) {
    return pollers.builds().stream()
        .distinct()
        .map(b -> b.isEmpty() ? "none" : b)
        .collect(Collectors.joining(", "));
  }

  /** Empty when that cannot be told: the in-process server cannot, a client may not be allowed. */
  private Optional<WorkflowPollers> pollers() {
    try {
      return Optional.of(WorkflowPollers.of(client));
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code == Status.Code.UNIMPLEMENTED || code == Status.Code.PERMISSION_DENIED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
