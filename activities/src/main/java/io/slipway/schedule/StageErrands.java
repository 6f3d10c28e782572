package io.slipway.schedule;

import io.slipway.contract.Answer;
import io.slipway.contract.AskedRun;
import io.slipway.contract.FailureType;
import io.slipway.contract.Place;
import io.slipway.contract.PlaceQuery;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.ScheduleActivities;
import io.slipway.contract.ScheduledRequest;
import io.slipway.contract.StageStart;
import io.slipway.contract.StageStatus;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.TrainActivities;
import io.slipway.contract.TrainAnswer;
import io.slipway.contract.TrainRequest;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Target;
import io.temporal.activity.Activity;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks stages on behalf of schedules and trains, through the Temporal that the worker works for.
 */
public final class StageErrands implements ScheduleActivities, TrainActivities {
  private final Supplier<WorkflowClient> client;

  public StageErrands() {
    this(() -> Activity.getExecutionContext().getWorkflowClient());
  }

  StageErrands(Supplier<WorkflowClient> client) {
    this.client = client;
  }

  @Override
  public Answer ask(ScheduledRequest request) {
    return ask(
        request.order().deploy().target(),
        stage -> stage::scheduled,
        request,
        Answer.class,
        "%s at %s".formatted(request.order().name(), request.due()));
  }

  @Override
  public TrainAnswer ask(TrainRequest request) {
    return ask(
        request.order().deploy().target(),
        stage -> stage::train,
        request,
        TrainAnswer.class,
        "%s %s"
            .formatted(
                Activity.getExecutionContext().getInfo().getWorkflowRunId(), request.step()));
  }

  /**
   * @param id makes a request that is sent twice count once
   */
  private <R, A> A ask(
      Target target,
      Function<StageWorkflow, Functions.Func1<R, A>> update,
      R request,
      Class<A> answer,
      String id) {
    StageWorkflow stage = StageStart.stub(client.get(), target.application(), target.stage());
    try {
      return WorkflowClient.executeUpdateWithStart(
          update.apply(stage),
          request,
          UpdateOptions.newBuilder(answer)
              .setUpdateId(id)
              .setWaitForStage(WorkflowUpdateStage.COMPLETED)
              .build(),
          StageStart.operation(stage, target.application(), target.stage()));
    } catch (WorkflowUpdateException e) {
      throw refusal(e);
    }
  }

  private static RuntimeException refusal(WorkflowUpdateException answer) {
    return answer.getCause() instanceof ApplicationFailure why
            && FailureType.named(why.getType()).cause() == FailureType.Cause.REFUSED
        ? ApplicationFailure.newNonRetryableFailure(why.getOriginalMessage(), why.getType())
        : answer;
  }

  @Override
  public AskedRun look(AskedRun asked) {
    StageWorkflow stage =
        client
            .get()
            .newWorkflowStub(
                StageWorkflow.class, WorkflowIds.stage(asked.application(), asked.stage()));
    Answer answer =
        switch (asked.answer()) {
          case RunTicket run -> run;
          case Place place -> turn(place, stage.place(new PlaceQuery(place.ticket())));
        };
    return new AskedRun(
        asked.application(),
        asked.stage(),
        answer,
        answer instanceof RunTicket run ? ended(run, stage.status()) : null);
  }

  private static Answer turn(Place before, @Nullable Place now) {
    if (now == null || !now.since().equals(before.since())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "Request %d is no longer known to its stage.".formatted(before.ticket()),
          FailureType.INVALID_REQUEST.name());
    }
    return now.left() != null && now.left().run() != null ? now.left().run() : now;
  }

  private static @Nullable RunSummary ended(RunTicket run, StageStatus status) {
    return status.history().stream()
        .filter(r -> r.key().equals(run.key()))
        .findFirst()
        .orElse(null);
  }
}
