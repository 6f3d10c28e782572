package io.slipway.starter.gateway;

import io.slipway.contract.TaskQueues;
import io.slipway.domain.Label;
import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    require(this::nobody, notes);
  }

  /**
   * Returns once a worker polls for each site of the target's hosts.
   *
   * @param notes told when none does at first
   * @throws ProblemException when none does within half a minute
   */
  public void requireAt(Target target, Consumer<String> notes) throws InterruptedException {
    Map<Label, Integer> sites = new LinkedHashMap<>();
    target.hosts().stream()
        .flatMap(h -> Stream.ofNullable(h.site()))
        .forEach(site -> sites.merge(site, 1, Integer::sum));
    if (!sites.isEmpty()) {
      require(() -> nobody(sites), notes);
    }
  }

  private static void require(Supplier<Optional<String>> lacking, Consumer<String> notes)
      throws InterruptedException {
    long start = System.nanoTime();
    boolean said = false;
    while (true) {
      Optional<String> nobody = lacking.get();
      if (nobody.isEmpty()) {
        return;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(GIVE_UP_AFTER) > 0) {
        throw new ProblemException(
            ExitCode.UNREACHABLE, nobody.get() + " Nothing was asked for and nothing has changed.");
      }
      if (!said && waited.compareTo(SAY_AFTER) > 0) {
        said = true;
        notes.accept(nobody.get() + " Waiting for one.");
      }
      Thread.sleep(INTERVAL);
    }
  }

  /** Empty when somebody takes new runs, and when that cannot be told. */
  private Optional<String> nobody() {
    return QueuePollers.told(() -> WorkflowPollers.of(client))
        .filter(pollers -> !pollers.takeNewRuns())
        .map(this::nobody);
  }

  private String nobody(WorkflowPollers pollers) {
    String current = pollers.current().isEmpty() ? "none" : pollers.current();
    return pollers.builds().isEmpty()
        ? "No worker polls task queue %s of Temporal at %s. Start one with: slipway worker."
            .formatted(TaskQueues.WORKFLOWS, address)
        : "Workers poll task queue %s of Temporal at %s, but none takes new runs: these begin on version %s, and the workers are of %s. Make one of these current: slipway worker promote."
            .formatted(TaskQueues.WORKFLOWS, address, current, words(pollers));
  }

  private Optional<String> nobody(Map<Label, Integer> sites) {
    List<String> lacking = new ArrayList<>();
    sites.forEach(
        (site, hosts) -> {
          String queue = TaskQueues.hosts(site);
          if (!QueuePollers.isPolled(client, queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)) {
            lacking.add(
                "No worker polls task queue %s of Temporal at %s, and nobody else reaches the %s of site %s. Start one there with: slipway worker --site %s."
                    .formatted(queue, address, hosts == 1 ? "host" : hosts + " hosts", site, site));
          }
        });
    return lacking.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", lacking));
  }

  private static String words(WorkflowPollers pollers) {
    return pollers.builds().stream()
        .distinct()
        .map(b -> b.isEmpty() ? "none" : b)
        .collect(Collectors.joining(", "));
  }
}
