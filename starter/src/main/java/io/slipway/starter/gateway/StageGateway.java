package io.slipway.starter.gateway;

import io.slipway.contract.Action;
import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.Place;
import io.slipway.contract.PlaceQuery;
import io.slipway.contract.QueueRequest;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunControls;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunHosts;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.StageStart;
import io.slipway.contract.StageStatus;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.starter.output.RunListener;
import io.slipway.starter.proof.Signing;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.workflow.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a stage and of its runs. */
public final class StageGateway {
  private final WorkflowClient client;
  private final Signing signing;
  private final Patience patience;
  private final @Nullable String traceparent;

  /**
   * @param signing whether requests are signed, and how
   * @param patience how to wait for a worker's answer
   * @param traceparent in whose trace the runs go on that are asked for; null for traces of their
   *     own
   */
  public StageGateway(
      WorkflowClient client, Signing signing, Patience patience, @Nullable String traceparent) {
    this.client = client;
    this.signing = signing;
    this.patience = patience;
    this.traceparent = traceparent;
  }

  /** Runs that it asks for have traces of their own. */
  public StageGateway(WorkflowClient client, Signing signing, Patience patience) {
    this(client, signing, patience, null);
  }

  /**
   * Starts a deploy, or has it wait for its turn; the stage itself is started when this is its
   * first.
   *
   * @throws RefusedException when the stage says no
   */
  public Answer deploy(DeployRequest request) {
    DeployRequest traced = request.traced(traceparent);
    return admission(traced.action(), traced.target(), traced, s -> s::deploy);
  }

  /**
   * Starts a rollback, or has it wait for its turn.
   *
   * @throws RefusedException when the stage says no
   */
  public Answer rollback(RollbackRequest request) {
    RollbackRequest traced = request.traced(traceparent);
    return admission(Action.ROLLBACK, traced.target(), traced, s -> s::rollback);
  }

  /**
   * Changes the line of a stage; empty when nothing was ever run on it.
   *
   * @throws RefusedException when the stage says no
   */
  public Optional<Place> queue(ApplicationName application, StageName stage, QueueRequest request) {
    Optional<SignedRequest> signed = signing.sign(Action.QUEUE, application, stage, null, request);
    WorkflowStub stub = client.newUntypedWorkflowStub(WorkflowIds.stage(application, stage));
    try {
      return Optional.of(
          patience.await(
              () ->
                  signed.isPresent()
                      ? stub.update("signed", Place.class, signed.get())
                      : stub.update("queue", Place.class, request)));
    } catch (WorkflowUpdateException e) {
      throw RefusedException.in(e, Optional::empty);
    } catch (WorkflowNotFoundException neverUsed) {
      return Optional.empty();
    }
  }

  /** Where a request stands; empty when the stage does not know it. */
  public Optional<Place> place(ApplicationName application, StageName stage, long ticket) {
    return patience.await(() -> placeNow(application, stage, ticket));
  }

  /** The same for who asks again and again: without patience, and as {@link Away} tells. */
  public Optional<Place> placeNow(ApplicationName application, StageName stage, long ticket) {
    String id = WorkflowIds.stage(application, stage);
    try {
      return Optional.ofNullable(
          client.newUntypedWorkflowStub(id).query("place", Place.class, new PlaceQuery(ticket)));
    } catch (WorkflowNotFoundException neverUsed) {
      return Optional.empty();
    }
  }

  /** What the stage knows of itself; empty when nothing was ever run on it. */
  public Optional<StageStatus> status(ApplicationName application, StageName stage) {
    String id = WorkflowIds.stage(application, stage);
    try {
      return Optional.of(
          patience.await(
              () -> client.newUntypedWorkflowStub(id).query("status", StageStatus.class)));
    } catch (WorkflowNotFoundException neverUsed) {
      return Optional.empty();
    }
  }

  /**
   * Asks a run for something; empty when it has ended already.
   *
   * @param update the name of the update in {@link RunControls}, and of the {@link Action}
   * @throws RefusedException when the run says no
   */
  public Optional<RunSummary> tell(RunKey key, String update, Object request) {
    String run = WorkflowIds.run(key);
    Optional<SignedRequest> signed =
        signing.sign(Action.of(update).orElseThrow(), key.application(), key.stage(), run, request);
    WorkflowStub stub = client.newUntypedWorkflowStub(run);
    try {
      return Optional.of(
          patience.await(
              () ->
                  signed.isPresent()
                      ? stub.update("signed", RunSummary.class, signed.get())
                      : stub.update(update, RunSummary.class, request)));
    } catch (WorkflowUpdateException e) {
      throw RefusedException.in(e, Optional::empty);
    } catch (WorkflowNotFoundException ended) {
      return Optional.empty();
    }
  }

  /** What a run says of itself now. */
  public RunSummary summary(RunKey key) {
    String run = WorkflowIds.run(key);
    return patience.await(
        () -> client.newUntypedWorkflowStub(run).query("summary", RunSummary.class));
  }

  /** Which hosts a run is about. */
  public List<HostName> hosts(RunKey key) {
    String run = WorkflowIds.run(key);
    return patience
        .await(() -> client.newUntypedWorkflowStub(run).query("hosts", RunHosts.class))
        .names();
  }

  /** Follows a run, from its first event, to its end. */
  public RunResult follow(String run, RunListener listener) throws InterruptedException {
    return new RunFollower(new TemporalRunSource(client, patience.address(), run), run, listener)
        .follow();
  }

  /** Tells the end of a run that is over; empty when Temporal no longer keeps it. */
  public Optional<RunResult> conclusion(String run, RunListener listener)
      throws InterruptedException {
    try {
      return Optional.of(follow(run, listener));
    } catch (WorkflowNotFoundException forgotten) {
      return Optional.empty();
    }
  }

  /** How a run has ended; empty when it goes on, or Temporal no longer keeps it. */
  public Optional<RunResult> result(String run) {
    try {
      return Optional.ofNullable(
          patience.await(
              () -> client.newUntypedWorkflowStub(run).query("result", RunResult.class)));
    } catch (WorkflowNotFoundException forgotten) {
      return Optional.empty();
    }
  }

  /** What a run has told so far, oldest first; without what its batches told. */
  public List<RunEvent> events(String run) {
    List<RunEvent> events = new ArrayList<>();
    EventPage page;
    do {
      int after = events.isEmpty() ? 0 : events.getLast().number();
      page =
          patience.await(
              () ->
                  client
                      .newUntypedWorkflowStub(run)
                      .query("events", EventPage.class, new EventsQuery(after)));
      events.addAll(page.events());
    } while (page.events().size() >= EventPage.MOST);
    return events;
  }

  private <R> Answer admission(
      Action action,
      Target target,
      R request,
      Function<StageWorkflow, Functions.Func1<R, Answer>> plain) {
    Optional<SignedRequest> signed =
        signing.sign(action, target.application(), target.stage(), null, request);
    UpdateOptions<Answer> update = update();
    Supplier<Answer> call =
        () -> {
          StageWorkflow stage = StageStart.stub(client, target.application(), target.stage());
          return signed.isPresent()
              ? WorkflowClient.executeUpdateWithStart(
                  stage::signed, signed.get(), update, start(stage, target))
              : WorkflowClient.executeUpdateWithStart(
                  plain.apply(stage), request, update, start(stage, target));
        };
    try {
      return Throng.through(patience, call);
    } catch (WorkflowUpdateException e) {
      throw RefusedException.in(e, () -> holder(target));
    }
  }

  private Optional<RunSummary> holder(Target target) {
    return status(target.application(), target.stage())
        .flatMap(s -> Optional.ofNullable(s.current()));
  }

  private static WithStartWorkflowOperation<Void> start(StageWorkflow stage, Target target) {
    return StageStart.operation(stage, target.application(), target.stage());
  }

  /** The id makes a request that is sent twice count once. */
  private static UpdateOptions<Answer> update() {
    return UpdateOptions.<Answer>newBuilder()
        .setResultClass(Answer.class)
        .setUpdateId(UUID.randomUUID().toString())
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
  }
}
