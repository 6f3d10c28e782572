package io.slipway.bench.scale;

import io.slipway.contract.EventType;
import io.slipway.contract.Initiator;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.Phase;
import io.slipway.contract.ResumeRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.starter.gateway.StageGateway;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Program;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Upgrades Temporal's server and its schema while a deploy is paused, puts the backup from before
 * back, upgrades again, and has the deploy end. The worker is never restarted. Anything that is
 * missing afterwards is a failure.
 */
final class ServerUpgrade {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Initiator BENCH = new Initiator("bench", "bench");

  private final FleetLoad load;
  private final PostgreSql database;
  private final ClusterServer server;
  private final WorkflowClient client;
  private final StageGateway stage;
  private final Consumer<String> say;

  private ServerUpgrade(
      FleetLoad load,
      PostgreSql database,
      ClusterServer server,
      WorkflowClient client,
      Consumer<String> say) {
    this.load = load;
    this.database = database;
    this.server = server;
    this.client = client;
    this.stage = FleetLoad.stage(client, server.address());
    this.say = say;
  }

  /** What there is before the server stops, and must be there after it has started. */
  private record Known(
      Map<String, List<HistoryEvent>> histories, RunResult ended, RunSummary open) {}

  /**
   * Goes from version to version, each of which is a component {@code temporal-server-VERSION}.
   *
   * @param say is told what was seen, line by line
   */
  static void through(FleetLoad load, List<String> versions, Consumer<String> say)
      throws InterruptedException {
    String first = versions.getFirst();
    try (PostgreSql database = PostgreSql.start();
        ClusterServer server = ClusterServer.setUp(database, first, 0);
        Program worker = load.startWorker(server.address())) {
      say.accept("PostgreSQL %s, worker %d".formatted(database.version(), worker.pid()));
      WorkflowClient client = SimulatedWorker.connect(server.address());
      try {
        new ServerUpgrade(load, database, server, client, say).run(versions);
      } finally {
        client.getWorkflowServiceStubs().shutdownNow();
      }
    }
  }

  private void run(List<String> versions) throws InterruptedException {
    String ended = end(load.begin(stage));
    RunTicket open = load.begin(stage);
    pause(open);
    tellServer(versions.getFirst());
    for (int i = 1; i < versions.size(); i++) {
      upgrade(versions.get(i - 1), versions.get(i), ended, open);
    }
    Optional<RunSummary> resumed = stage.tell(open.key(), "resume", new ResumeRequest(BENCH, null));
    if (resumed.isEmpty()) {
      throw new AssertionError("%s had ended while it was paused".formatted(open.workflowId()));
    }
    String unused = end(open);
    String another = end(load.begin(stage));
    say.accept("a new deploy went well, too: " + another);
  }

  private void upgrade(String from, String to, String ended, RunTicket open) {
    Known before = known(ended, open);
    server.stop();
    Path data = database.dump(ClusterServer.DATABASE, from + ".dump");
    Path visibility = database.dump(ClusterServer.VISIBILITY, from + ".visibility.dump");
    say.accept("%s: stopped, both databases dumped".formatted(from));
    to(to, before, ended, open);

    server.stop();
    database.restore(ClusterServer.DATABASE, data);
    database.restore(ClusterServer.VISIBILITY, visibility);
    server.start(from);
    same(before, ended, open);
    say.accept("%s: both databases restored, all is there again".formatted(from));

    server.stop();
    to(to, before, ended, open);
  }

  private void to(String version, Known before, String ended, RunTicket open) {
    String schemas = schemas();
    Optional<String> refusal = server.refusal(version);
    server.updateSchemas(version);
    if (refusal.isEmpty() != schemas().equals(schemas)) {
      throw new AssertionError(
          "on schemas %s, where it wants %s, %s said: %s"
              .formatted(schemas, schemas(), version, refusal.orElse("nothing, and served")));
    }
    say.accept(
        "%s: schemas %s -> %s%s"
            .formatted(
                version, schemas, schemas(), refusal.isEmpty() ? "" : "; it refuses the old ones"));
    server.start(version);
    tellServer(version);
    same(before, ended, open);
    say.accept(
        "%s: %d histories with %d events are as they were"
            .formatted(
                version,
                before.histories().size(),
                before.histories().values().stream().mapToInt(List::size).sum()));
  }

  private String schemas() {
    return "%s and %s"
        .formatted(server.schema(ClusterServer.DATABASE), server.schema(ClusterServer.VISIBILITY));
  }

  private void tellServer(String version) {
    String told = server.told();
    if (!told.contains("\"" + version + ".")) {
      throw new AssertionError("a server of %s says of itself: %s".formatted(version, told));
    }
  }

  private String end(RunTicket ticket) throws InterruptedException {
    RunResult result = stage.follow(ticket.workflowId(), new BatchListener(new ArrayList<>()));
    boolean whole = result.hosts().stream().allMatch(h -> ticket.key().id().equals(h.live()));
    if (result.outcome() != RunOutcome.SUCCEEDED || !whole) {
      throw new AssertionError("%s ended so: %s".formatted(ticket.workflowId(), result));
    }
    say.accept("%s: SUCCEEDED, all of %d hosts".formatted(ticket.workflowId(), load.hosts));
    return ticket.workflowId();
  }

  /** Once the first hosts serve the new release, and others do not. */
  private void pause(RunTicket open) {
    Eventually.within(
        LIMIT,
        "the first hosts of " + open.workflowId(),
        () ->
            stage.events(open.workflowId()).stream()
                .anyMatch(e -> e.type() == EventType.BATCH_ENDED && e.phase() == Phase.ACTIVATE));
    Optional<RunSummary> paused =
        stage.tell(open.key(), "pause", new PauseRequest(BENCH, "the server is upgraded", false));
    if (paused.isEmpty()) {
      throw new AssertionError(
          "%s ended before it could be paused; give more --hosts".formatted(open.workflowId()));
    }
    Eventually.within(
        LIMIT,
        "%s to stand still".formatted(open.workflowId()),
        () -> stage.summary(open.key()).pause() != null);
    say.accept(open.workflowId() + ": paused in the middle");
  }

  private Known known(String ended, RunTicket open) {
    Map<String, List<HistoryEvent>> histories = new LinkedHashMap<>();
    for (WorkflowExecution execution : listed()) {
      histories.put(
          execution.getWorkflowId(),
          client.fetchHistory(execution.getWorkflowId(), execution.getRunId()).getEvents());
    }
    for (String wanted : List.of(ended, open.workflowId())) {
      if (!histories.containsKey(wanted)) {
        throw new AssertionError("%s is not among %s".formatted(wanted, histories.keySet()));
      }
    }
    return new Known(histories, stage.result(ended).orElseThrow(), stage.summary(open.key()));
  }

  private List<WorkflowExecution> listed() {
    try (Stream<WorkflowExecution> found =
        client.listExecutions("").map(metadata -> metadata.getExecution())) {
      return found.toList();
    }
  }

  /** Of an open workflow the history may have grown; of all others it may not. */
  private void same(Known before, String ended, RunTicket open) {
    Eventually.passes(
        LIMIT,
        () -> {
          Known now = known(ended, open);
          before.histories().forEach((workflow, events) -> same(workflow, events, now));
          if (!now.ended().equals(before.ended())) {
            throw new AssertionError("the result of %s is another one".formatted(ended));
          }
          if (!now.open().equals(before.open())) {
            throw new AssertionError(
                "%s was %s and is %s".formatted(open.workflowId(), before.open(), now.open()));
          }
        });
  }

  private static void same(String workflow, List<HistoryEvent> events, Known now) {
    List<HistoryEvent> found = now.histories().getOrDefault(workflow, List.of());
    if (found.size() < events.size() || !found.subList(0, events.size()).equals(events)) {
      throw new AssertionError(
          "%s had %d events, of which %d of now are not the same"
              .formatted(workflow, events.size(), found.size()));
    }
  }
}
