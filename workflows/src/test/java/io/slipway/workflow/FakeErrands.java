package io.slipway.workflow;

import io.slipway.contract.Answer;
import io.slipway.contract.AskedRun;
import io.slipway.contract.Place;
import io.slipway.contract.PlaceQuery;
import io.slipway.contract.RunTicket;
import io.slipway.contract.ScheduleActivities;
import io.slipway.contract.ScheduledRequest;
import io.slipway.contract.StageStart;
import io.slipway.contract.StageWorkflow;
import io.slipway.contract.TrainActivities;
import io.slipway.contract.TrainAnswer;
import io.slipway.contract.TrainRequest;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Target;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;

/** Asks the stage of a bench, as the real ones do. */
final class FakeErrands implements ScheduleActivities, TrainActivities {
  private final StageBench bench;

  FakeErrands(StageBench bench) {
    this.bench = bench;
  }

  @Override
  public Answer ask(ScheduledRequest request) {
    try {
      return bench.ask(request);
    } catch (WorkflowUpdateException e) {
      ApplicationFailure why = StageBench.failureIn(e);
      throw ApplicationFailure.newNonRetryableFailure(why.getOriginalMessage(), why.getType());
    }
  }

  @Override
  public TrainAnswer ask(TrainRequest request) {
    Target target = request.order().deploy().target();
    StageWorkflow stage = StageStart.stub(bench.client(), target.application(), target.stage());
    try {
      return WorkflowClient.executeUpdateWithStart(
          stage::train,
          request,
          UpdateOptions.newBuilder(TrainAnswer.class)
              .setWaitForStage(WorkflowUpdateStage.COMPLETED)
              .build(),
          StageStart.operation(stage, target.application(), target.stage()));
    } catch (WorkflowUpdateException e) {
      ApplicationFailure why = StageBench.failureIn(e);
      throw ApplicationFailure.newNonRetryableFailure(why.getOriginalMessage(), why.getType());
    }
  }

  @Override
  public AskedRun look(AskedRun asked) {
    StageWorkflow stage =
        bench
            .client()
            .newWorkflowStub(
                StageWorkflow.class, WorkflowIds.stage(asked.application(), asked.stage()));
    Answer answer = asked.answer();
    if (answer instanceof Place place) {
      Place now = Objects.requireNonNull(stage.place(new PlaceQuery(place.ticket())));
      answer = now.left() != null && now.left().run() != null ? now.left().run() : now;
    }
    return new AskedRun(
        asked.application(),
        asked.stage(),
        answer,
        answer instanceof RunTicket run
            ? stage.status().history().stream()
                .filter(r -> r.key().equals(run.key()))
                .findFirst()
                .orElse(null)
            : null);
  }
}
