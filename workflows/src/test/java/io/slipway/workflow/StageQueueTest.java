package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Answer;
import io.slipway.contract.AuditNote;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.Leaving;
import io.slipway.contract.Left;
import io.slipway.contract.LineState;
import io.slipway.contract.Place;
import io.slipway.contract.QueueRequest;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.StageState;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.Ticket;
import io.slipway.contract.Trigger;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Queueing;
import io.slipway.domain.Rollout;
import io.slipway.domain.Target;
import io.slipway.domain.WhenBusy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that wait for a stage. */
final class StageQueueTest {
  private static final String OLD = "20250101000000";
  private static final Initiator BEN = new Initiator("ben", "desk");

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;
  private final Target target = Fixtures.target(1);

  @AfterEach
  void close() {
    bench.close();
  }

  private DeployRequest deploy(String ref, WhenBusy whenBusy) {
    return deploy(ref, whenBusy, Trigger.MANUAL, Duration.ofDays(1));
  }

  private DeployRequest deploy(String ref, WhenBusy whenBusy, Trigger trigger, Duration queueFor) {
    Queueing queueing = new Queueing(whenBusy, queueFor);
    return new DeployRequest(target, ref, BEN, null, null, queueing, trigger);
  }

  private Place waits(DeployRequest request) {
    return assertInstanceOf(Place.class, bench.ask(request));
  }

  private Place rollbackWaits() {
    Queueing queueing = new Queueing(WhenBusy.QUEUE, Duration.ofDays(1));
    Answer answer =
        bench.ask(new RollbackRequest(target, null, BEN, "slow", false, queueing, Trigger.MANUAL));
    return assertInstanceOf(Place.class, answer);
  }

  private List<String> line() {
    return bench.status().line().stream().map(p -> p.ticket() + " " + p.ref()).toList();
  }

  private Left left(long ticket) {
    return Objects.requireNonNull(bench.place(ticket).left());
  }

  /** What the audit trail tells of those that have left the line. */
  private List<AuditNote> ended() {
    return List.copyOf(bench.audit.notes).stream().filter(n -> n.id().contains("/line-")).toList();
  }

  /** Refs of the runs that have ended, oldest first; a rollback's is empty. */
  private List<String> ran() {
    return bench.status().history().reversed().stream().map(RunSummary::ref).toList();
  }

  private void awaitRuns(int count) throws InterruptedException {
    bench.await(count + " runs", () -> bench.status().history().size() == count);
  }

  @Test
  void each_has_its_turn_and_rollbacks_have_theirs_first()
      throws InterruptedException, IOException {
    hosts.serves("web1", OLD);
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket first = bench.deploy(deploy("v1", WhenBusy.QUEUE));

    Place second = waits(deploy("v2", WhenBusy.QUEUE));
    Place third = waits(deploy("v3", WhenBusy.QUEUE));
    Place back = rollbackWaits();

    assertEquals(List.of(1, 2, 1), Stream.of(second, third, back).map(Place::position).toList());
    assertEquals(List.of("3 ", "1 v2", "2 v3"), line());
    assertEquals("slow", bench.place(3).reason());
    assertEquals(third.since().plus(Duration.ofDays(1)), third.until());
    gate.countDown();
    awaitRuns(4);

    assertEquals(List.of("v1", "", "v2", "v3"), ran());
    assertEquals(List.of(), line());
    RunTicket run = Objects.requireNonNull(left(2).run());
    assertEquals(Leaving.BEGUN, left(2).how());
    assertEquals(bench.status().history().getFirst().key(), run.key());
    assertTrue(run.key().id().compareTo(first.key().id()) > 0);
    assertEquals(run.key().id(), hosts.live("web1"));
    Histories.record(bench, "stage-queue", WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION));
  }

  @Test
  void who_would_not_wait_is_refused_as_ever() {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket first = bench.deploy(target, "v1");

    ApplicationFailure refusal = StageBench.refusal(() -> bench.ask(deploy("v2", WhenBusy.REFUSE)));
    gate.countDown();

    assertEquals(FailureType.STAGE_BUSY.name(), refusal.getType());
    assertEquals(first.key(), refusal.getDetails().get(RunSummary.class).key());
    assertTrue(refusal.getOriginalMessage().contains("--when-busy queue"), refusal.toString());
  }

  @Test
  void the_newest_of_a_trigger_waits_in_stead_of_those_before() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket unused = bench.deploy(target, "v1");
    Duration day = Duration.ofDays(1);
    waits(deploy("c1", WhenBusy.SUPERSEDE, Trigger.CI, day));
    waits(deploy("v2", WhenBusy.QUEUE));
    waits(deploy("c2", WhenBusy.QUEUE, Trigger.CI, day));

    Place newest = waits(deploy("c3", WhenBusy.SUPERSEDE, Trigger.CI, day));

    assertEquals(List.of(1L, 3L), newest.superseded());
    assertEquals(List.of("2 v2", "4 c3"), line());
    assertEquals(Leaving.SUPERSEDED, left(1).how());
    assertEquals("Request 4 of ben@desk waits in its stead.", left(3).why());
    bench.await("both to be recorded", () -> ended().size() == 2);
    // They are recorded side by side, in no order.
    AuditNote first =
        ended().stream().filter(n -> "c1".equals(n.what().ref())).findFirst().orElseThrow();
    assertEquals("SUPERSEDED", first.result());
    assertEquals(
        "Request 1 of the line. Request 4 of ben@desk waits in its stead.", first.message());
    gate.countDown();
  }

  @Test
  void can_be_taken_out_and_moved() throws InterruptedException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    RunTicket unused = bench.deploy(target, "v1");
    for (String ref : List.of("v2", "v3", "v4")) {
      waits(deploy(ref, WhenBusy.QUEUE));
    }

    Place moved = bench.queue(new QueueRequest(3, 1, Fixtures.ANA, null));
    Place gone = bench.queue(new QueueRequest(1, null, Fixtures.ANA, "old"));
    ApplicationFailure again =
        StageBench.refusal(() -> bench.queue(new QueueRequest(1, 1, Fixtures.ANA, null)));
    ApplicationFailure far =
        StageBench.refusal(() -> bench.queue(new QueueRequest(2, 3, Fixtures.ANA, null)));
    ApplicationFailure unknown =
        StageBench.refusal(() -> bench.queue(new QueueRequest(9, null, Fixtures.ANA, null)));

    assertEquals(1, moved.position());
    assertEquals("Taken out by ana@laptop. Reason: old", Objects.requireNonNull(gone.left()).why());
    assertTrue(again.getOriginalMessage().contains("does not wait any more. Taken out by ana"));
    assertTrue(far.getOriginalMessage().contains("its places are 1 to 2"), far.toString());
    assertTrue(unknown.getOriginalMessage().contains("slipway queue list"), unknown.toString());
    assertEquals(List.of("3 v4", "2 v3"), line());
    gate.countDown();
    awaitRuns(3);
    assertEquals(List.of("v1", "v4", "v3"), ran());
  }

  @Test
  void is_given_up_when_its_time_is_up_and_others_go_on() throws InterruptedException {
    Target slow =
        Fixtures.withRollout(
            Fixtures.target(2),
            new Rollout(List.of(BatchSize.parse("1")), Duration.ofHours(2), 20, 3));
    RunTicket first = bench.deploy(slow, "v1");
    bench.awaitEvent(first, EventType.BAKING);
    Place second = waits(deploy("v2", WhenBusy.QUEUE));
    Place brief = waits(deploy("v3", WhenBusy.QUEUE, Trigger.MANUAL, Duration.ofMinutes(30)));

    assertEquals(RunOutcome.SUCCEEDED, bench.result(first).outcome());
    awaitRuns(2);

    assertEquals(List.of("v1", "v2"), ran());
    Left left = left(brief.ticket());
    assertEquals(Leaving.EXPIRED, left.how());
    assertEquals("It did not get its turn within 30 min.", left.why());
    assertTrue(!left.at().isBefore(brief.until()), left.toString());
    assertTrue(left.at().isBefore(brief.until().plus(Duration.ofMinutes(1))), left.toString());
    assertEquals(Leaving.BEGUN, left(second.ticket()).how());
  }

  @Test
  void exactly_one_of_fifty_runs_twenty_wait_and_the_others_are_refused_loudly()
      throws InterruptedException, ExecutionException {
    CountDownLatch gate = hosts.gate("web1", "prepare");
    List<RunTicket> begun = new ArrayList<>();
    List<Place> waiting = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(50)) {
      Callable<Answer> ask = () -> bench.ask(deploy("v1", WhenBusy.QUEUE));
      for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(50, ask))) {
        try {
          switch (answer.get()) {
            case RunTicket run -> begun.add(run);
            case Place place -> waiting.add(place);
          }
        } catch (ExecutionException e) {
          ApplicationFailure failure = StageBench.failureIn(e.getCause());
          assertEquals(FailureType.STAGE_BUSY.name(), failure.getType());
          refused.add(failure.getOriginalMessage());
        }
      }
    }

    assertEquals(1, begun.size());
    assertEquals(20, waiting.size());
    assertEquals(29, refused.size());
    assertTrue(refused.getFirst().startsWith("The line of production is full: 20 requests wait"));
    gate.countDown();
    awaitRuns(21);
    // Numbers and ids both grow.
    List<RunTicket> runs =
        Stream.iterate(1L, n -> n <= 20, n -> n + 1)
            .map(n -> Objects.requireNonNull(left(n).run()))
            .toList();
    assertEquals(
        runs.stream().sorted((a, b) -> a.key().id().compareTo(b.key().id())).toList(), runs);
    assertEquals(21, hosts.calls("activate web1"));
  }

  @Test
  void a_stage_takes_up_what_the_one_before_it_has_left_waiting() throws InterruptedException {
    Instant now = Instant.now();
    Ticket second = Ticket.of(deploy("v2", WhenBusy.QUEUE), now).waiting(2, List.of());
    Ticket first = Ticket.of(deploy("v1", WhenBusy.QUEUE), now).waiting(1, List.of());
    StageWorkflow stage =
        bench
            .client()
            .newWorkflowStub(
                StageWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION))
                    .setTaskQueue(TaskQueues.WORKFLOWS)
                    .build());

    assertNotNull(
        WorkflowClient.start(
            stage::run,
            StageState.fresh(Fixtures.SHOP, Fixtures.PRODUCTION)
                .withLine(new LineState(2, List.of(second, first), List.of()))));

    awaitRuns(2);
    assertEquals(List.of("v2", "v1"), ran());
    assertEquals(Leaving.BEGUN, left(1).how());
  }

  @Test
  void the_line_is_carried_from_one_history_to_the_next() throws InterruptedException {
    String stage = WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION);
    RunTicket first = bench.deploy(target, "first");
    bench.result(first);
    String begun =
        bench.client().newUntypedWorkflowStub(stage).describe().getExecution().getRunId();
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 20; i++) {
        bench.await("room in the line", () -> bench.status().line().size() < 20);
        Answer unused = bench.ask(deploy(round + "-" + i, WhenBusy.QUEUE));
      }
    }
    bench.await("the last of them", () -> ran().getLast().equals("9-19"));

    String now = bench.client().newUntypedWorkflowStub(stage).describe().getExecution().getRunId();
    assertTrue(!begun.equals(now), "the history was begun anew");
    List<String> order =
        Stream.iterate(100, n -> n < 200, n -> n + 1).map(n -> n / 20 + "-" + n % 20).toList();
    assertEquals(order, ran(), "the last hundred, in the order in which they came");
  }
}
