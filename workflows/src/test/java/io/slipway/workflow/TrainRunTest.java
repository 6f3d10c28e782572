package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunTicket;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.StageStart;
import io.slipway.contract.StageState;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.TrainDeploy;
import io.slipway.contract.TrainGate;
import io.slipway.contract.TrainItem;
import io.slipway.contract.TrainOrder;
import io.slipway.contract.TrainPlace;
import io.slipway.contract.TrainPlaceState;
import io.slipway.contract.TrainRequest;
import io.slipway.contract.TrainState;
import io.slipway.contract.TrainStatus;
import io.slipway.contract.TrainStep;
import io.slipway.contract.TrainWorkflow;
import io.slipway.contract.TrainsStart;
import io.slipway.contract.Trigger;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import io.slipway.domain.WhenBusy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several applications, one after the other. */
final class TrainRunTest {
  private static final String OLD = "20260101000000";
  private static final Initiator BEN = new Initiator("ben", "desk");
  private static final TrainGate PEOPLE = new TrainGate(2, null);
  private static final TrainGate REST = new TrainGate(0, Duration.ofHours(10));

  private final StageBench bench = new StageBench();
  private final Target shop = Fixtures.target(2, "1");
  private final Target blog =
      Fixtures.target(ApplicationName.of("blog"), Fixtures.hosts(4).subList(2, 4), "1");

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void deploys_one_after_the_other_through_gates() throws Exception {
    TrainWorkflow train = start(car(shop), gate(REST), gate(PEOPLE), car(blog));
    awaitState(train, TrainState.WAITING);
    assertEquals(2, bench.hosts.calls("activate"), "the second car waits");
    bench.skip(Duration.ofHours(11));
    bench.await("the second gate", () -> place(train, 2).state() == TrainPlaceState.RUNNING);

    TrainStatus one = train.goOn(new ContinueRequest(Fixtures.ANA, null));
    ApplicationFailure twice =
        StageBench.refusal(() -> train.goOn(new ContinueRequest(Fixtures.ANA, null)));
    TrainStatus unused = train.goOn(new ContinueRequest(BEN, "looks good"));
    TrainStatus end = end();

    assertEquals("1 of 2 have said that it may go on.", one.message());
    assertEquals("ana has said so already.", twice.getOriginalMessage());
    assertEquals(TrainState.DONE, end.state(), end.message());
    assertEquals(
        List.of(
            TrainPlaceState.DONE, TrainPlaceState.DONE, TrainPlaceState.DONE, TrainPlaceState.DONE),
        states(end));
    assertEquals(4, bench.hosts.calls("activate"));
    assertNotNull(end.places().getLast().run());
    Histories.record(bench, "train-through", WorkflowIds.train("autumn"));
    Histories.record(bench, "stage-train", WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION));
  }

  @Test
  void cars_before_one_that_fails_go_back_to_what_they_served() throws Exception {
    served();
    String before = String.valueOf(bench.hosts.live("web1"));
    bench.hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);

    TrainWorkflow unused = start(car(shop), car(blog));
    TrainStatus end = end();

    assertEquals(TrainState.REVERTED, end.state(), end.message());
    assertTrue(
        end.message().startsWith("production of blog was not deployed: Could not activate web3"),
        end.message());
    assertTrue(end.message().endsWith("All cars before are put back."), end.message());
    assertEquals(List.of(TrainPlaceState.REVERTED, TrainPlaceState.FAILED), states(end));
    assertEquals(before, String.valueOf(bench.hosts.live("web1")));
    assertEquals(before, String.valueOf(bench.hosts.live("web2")));
    Histories.record(bench, "train-reverted", WorkflowIds.train("autumn"));
  }

  @Test
  void a_stage_in_two_halves_gets_its_visitors_back() throws Exception {
    Target halves = Fixtures.blueGreen(1);
    bench.hosts.serves("web1", OLD);
    bench.hosts.serves("web2", OLD);
    bench.traffic.leaves("web2");
    deployed(halves, "v1");
    assertEquals(List.of("web1"), bench.traffic.out());
    bench.hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    String before = String.valueOf(bench.hosts.live("web2"));

    TrainWorkflow unused = start(car(halves), car(blog));
    TrainStatus end = end();

    assertEquals(TrainState.REVERTED, end.state(), end.message());
    assertEquals(List.of("web1"), bench.traffic.out());
    assertEquals(before, String.valueOf(bench.hosts.live("web2")));
    assertEquals(1, bench.hosts.calls("activate web2"), "it was only moved back to");
    assertEquals(List.of(Set.of("web2"), Set.of("web1"), Set.of("web2")), bench.traffic.visited());
  }

  @Test
  void is_told_by_signals_as_well_and_says_when_it_does_not_obey() throws Exception {
    TrainWorkflow train = start(car(shop), gate(PEOPLE), car(blog));
    awaitState(train, TrainState.WAITING);

    train.goOnUnanswered(null);
    bench.await(
        "a refusal",
        () -> train.status().message().startsWith("Signal continue is refused: It does not say"));
    train.goOnUnanswered(new ContinueRequest(BEN, null));
    bench.await("a word", () -> train.status().message().startsWith("1 of 2 have said"));
    train.abortUnanswered(null);
    TrainStatus end = end();

    assertEquals(TrainState.REVERTED_EXCEPT, end.state(), end.message());
    assertTrue(end.message().startsWith("Aborted by somebody@signal."), end.message());
    Histories.record(bench, "train-signalled", WorkflowIds.train("autumn"));
  }

  @Test
  void cars_stay_where_its_file_says_so() throws Exception {
    bench.hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);

    TrainWorkflow unused =
        start(new TrainOrder("autumn", List.of(car(shop), car(blog)), false, Fixtures.ANA, null));
    TrainStatus end = end();

    assertEquals(TrainState.STOPPED, end.state(), end.message());
    assertEquals(List.of(TrainPlaceState.DONE, TrainPlaceState.FAILED), states(end));
  }

  @Test
  void a_car_that_has_served_nothing_before_is_told() throws Exception {
    bench.hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);

    TrainWorkflow unused = start(car(shop), car(blog));
    TrainStatus end = end();

    assertEquals(TrainState.REVERTED_EXCEPT, end.state(), end.message());
    assertTrue(
        end.message()
            .endsWith(
                "production of shop was not put back: It is left as it is, since nothing is known"
                    + " that it has served before."),
        end.message());
  }

  @Test
  void what_others_have_deployed_since_is_left() throws Exception {
    served();
    TrainWorkflow train = start(car(shop), gate(PEOPLE), car(blog));
    awaitState(train, TrainState.WAITING);
    deployed("v9");
    String since = String.valueOf(bench.hosts.live("web1"));

    TrainStatus unused = train.abort(new AbortRequest(BEN, "no"));
    TrainStatus end = end();

    assertEquals(TrainState.REVERTED_EXCEPT, end.state(), end.message());
    assertTrue(end.message().startsWith("Aborted by ben@desk: no."), end.message());
    assertTrue(end.message().contains("came after the train's deploy."), end.message());
    assertEquals(since, String.valueOf(bench.hosts.live("web1")));
  }

  @Test
  void can_be_aborted_at_a_gate_and_what_it_has_deployed_be_kept() throws Exception {
    TrainWorkflow train = start(car(shop), gate(REST), car(blog));
    awaitState(train, TrainState.WAITING);

    TrainStatus unused = train.abort(new AbortRequest(BEN, null, true));
    TrainStatus end = end();

    assertEquals(TrainState.STOPPED, end.state(), end.message());
    assertEquals(
        List.of(TrainPlaceState.DONE, TrainPlaceState.FAILED, TrainPlaceState.PENDING),
        states(end));
    assertEquals(2, bench.hosts.calls("activate"));
  }

  @Test
  void is_put_back_when_nobody_says_in_time_that_it_may_go_on() throws Exception {
    served();

    TrainWorkflow unused = start(car(shop), gate(PEOPLE), car(blog));
    TrainStatus end = end(Duration.ofHours(6));

    assertEquals(TrainState.REVERTED, end.state(), end.message());
    assertTrue(end.message().startsWith("Nobody has said in time"), end.message());
  }

  @Test
  void stages_refuse_those_who_may_not_before_anything_is_touched() throws Exception {
    bench.gate.hasPolicy();
    TrainItem mine = signed(shop, "ana@example.com");

    TrainWorkflow unusedTrain = start(mine, signed(blog, "eve@example.com"), car(blog));
    TrainStatus end = end();

    assertEquals(TrainState.REFUSED, end.state(), end.message());
    assertEquals(
        "Nothing was begun. production of blog: eve@example.com may not TRAIN. production of blog:"
            + " production of shop takes signed requests only.",
        end.message());
    assertEquals(0, bench.hosts.calls("prepare"));
    assertEquals(
        "This request was sent before.",
        StageBench.refusal(
                () -> {
                  var unused =
                      stage(shop)
                          .train(
                              new TrainRequest(
                                  Objects.requireNonNull(mine.car()), TrainStep.ASK, null));
                })
            .getOriginalMessage());
  }

  @Test
  void what_was_signed_is_done_and_only_those_who_may_let_it_go_on() throws Exception {
    bench.gate.hasPolicy();
    TrainWorkflow train =
        start(
            signed(shop, "ana@example.com"),
            gate(new TrainGate(1, null)),
            signed(blog, "ana@example.com"));
    awaitState(train, TrainState.WAITING);

    ApplicationFailure stranger = StageBench.refusal(() -> train.signed(word("eve@example.com")));
    ApplicationFailure plain = StageBench.refusal(() -> train.goOn(new ContinueRequest(BEN, null)));
    TrainStatus unused = train.signed(word("ben@example.com"));
    TrainStatus end = end();

    assertEquals("eve@example.com may not CONTINUE.", stranger.getOriginalMessage());
    assertEquals(FailureType.FORBIDDEN.name(), plain.getType());
    assertEquals(TrainState.DONE, end.state(), end.message());
    assertEquals("ana@example.com", bench.status().history().getFirst().initiator().user());
  }

  @Test
  void a_train_neither_overrides_nor_lasts_for_ever() {
    bench.gate.hasPolicy();
    TrainDeploy overriding =
        new TrainDeploy(
            "autumn", new DeployRequest(shop, "v2", Fixtures.ANA, "outage").overriding(), null);
    SignedRequest lasting = Fixtures.signed(Action.TRAIN, overriding, "ana@example.com");

    ApplicationFailure everlasting =
        StageBench.refusal(
            () -> {
              var unused =
                  stage(shop)
                      .train(new TrainRequest(overriding.with(lasting), TrainStep.DEPLOY, null));
            });

    assertEquals(
        "A train's order is good for 7 days at most. Ask for it again.",
        everlasting.getOriginalMessage());
    bench.gate.trustsThoseWhoSign();
    assertEquals(
        "A train neither overrides freezes nor resumes another deploy.",
        StageBench.refusal(
                () -> {
                  var unused =
                      stage(shop).train(new TrainRequest(overriding, TrainStep.DEPLOY, null));
                })
            .getOriginalMessage());
  }

  private StageWorkflow stage(Target target) {
    var stub = StageStart.stub(bench.client(), target.application(), target.stage());
    try {
      var unused =
          WorkflowClient.start(stub::run, StageState.fresh(target.application(), target.stage()));
    } catch (WorkflowExecutionAlreadyStarted there) {
      // As it should be where it was asked before.
    }
    return bench
        .client()
        .newWorkflowStub(
            StageWorkflow.class, WorkflowIds.stage(target.application(), target.stage()));
  }

  /** The first application serves something that a train can go back to. */
  private void served() throws InterruptedException {
    deployed("v1");
  }

  private void deployed(String ref) throws InterruptedException {
    deployed(shop, ref);
  }

  private void deployed(Target target, String ref) throws InterruptedException {
    RunTicket ticket = bench.deploy(target, ref);
    bench.await(
        "the deploy of " + ref,
        () -> bench.status().history().stream().anyMatch(r -> r.key().equals(ticket.key())));
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
  }

  private SignedRequest word(String by) {
    return Fixtures.signed(
        Action.CONTINUE,
        TrainsStart.APPLICATION,
        TrainsStart.STAGE,
        WorkflowIds.train("autumn"),
        new ContinueRequest(BEN, null),
        by);
  }

  private static DeployRequest deploy(Target target) {
    return new DeployRequest(
        target,
        "v2",
        Fixtures.ANA,
        "train autumn",
        null,
        new Queueing(WhenBusy.QUEUE, Duration.ofHours(1)),
        Trigger.MANUAL);
  }

  private static TrainItem car(Target target) {
    return new TrainItem(new TrainDeploy("autumn", deploy(target), null), null);
  }

  private static TrainItem signed(Target target, String by) {
    TrainDeploy plain = new TrainDeploy("autumn", deploy(target), null);
    SignedRequest proof =
        Fixtures.lasting(
            Action.TRAIN, target.application(), target.stage(), plain, by, TrainsStart.GOOD_FOR);
    return new TrainItem(plain.with(proof), null);
  }

  private static TrainItem gate(TrainGate gate) {
    return new TrainItem(null, gate);
  }

  private TrainWorkflow start(TrainItem... items) {
    return start(new TrainOrder("autumn", Arrays.asList(items), true, Fixtures.ANA, "release 12"));
  }

  private TrainWorkflow start(TrainOrder order) {
    TrainWorkflow train =
        bench
            .client()
            .newWorkflowStub(
                TrainWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.train(order.name()))
                    .setTaskQueue(TaskQueues.WORKFLOWS)
                    .build());
    var unused = WorkflowClient.start(train::run, order);
    return train;
  }

  private void awaitState(TrainWorkflow train, TrainState state) throws InterruptedException {
    bench.await("the state " + state, () -> train.status().state() == state);
  }

  private static TrainPlace place(TrainWorkflow train, int index) {
    return train.status().places().get(index);
  }

  private static List<TrainPlaceState> states(TrainStatus train) {
    return train.places().stream().map(TrainPlace::state).toList();
  }

  private TrainStatus end() {
    return end(Duration.ofSeconds(10));
  }

  /**
   * How it ends. Time is skipped by steps alone: a stage that waits for nothing would be carried
   * past the end of its workflow's time, where the test server has one.
   */
  private TrainStatus end(Duration step) {
    TrainWorkflow train =
        bench.client().newWorkflowStub(TrainWorkflow.class, WorkflowIds.train("autumn"));
    for (int i = 0; i < 200 && !train.status().state().over(); i++) {
      bench.skip(step);
    }
    return ended();
  }

  private TrainStatus ended() {
    try {
      return Objects.requireNonNull(
          bench
              .still()
              .newUntypedWorkflowStub(WorkflowIds.train("autumn"))
              .getResult(TrainStatus.class));
    } catch (WorkflowFailedException e) {
      ApplicationFailure failure = (ApplicationFailure) Objects.requireNonNull(e.getCause());
      assertEquals(FailureType.RUN_FAILED.name(), failure.getType());
      return failure.getDetails().get(TrainStatus.class);
    }
  }
}
