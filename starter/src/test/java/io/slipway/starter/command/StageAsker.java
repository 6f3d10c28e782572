package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.AskedRun;
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
import io.temporal.activity.Activity;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateStage;

/** Asks stages on behalf of trains, as a worker does, of which each begins at once. */
final class StageAsker implements ScheduleActivities, TrainActivities {

  @Override
  public TrainAnswer ask(TrainRequest request) {
    Target target = request.order().deploy().target();
    StageWorkflow stage = StageStart.stub(client(), target.application(), target.stage());
    return WorkflowClient.executeUpdateWithStart(
        stage::train,
        request,
        UpdateOptions.newBuilder(TrainAnswer.class)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        StageStart.operation(stage, target.application(), target.stage()));
  }

  @Override
  public Answer ask(ScheduledRequest request) {
    throw new UnsupportedOperationException("no test has schedules here");
  }

  @Override
  public AskedRun look(AskedRun asked) {
    RunTicket run = (RunTicket) asked.answer();
    StageWorkflow stage =
        client()
            .newWorkflowStub(
                StageWorkflow.class, WorkflowIds.stage(asked.application(), asked.stage()));
    return new AskedRun(
        asked.application(),
        asked.stage(),
        run,
        stage.status().history().stream()
            .filter(r -> r.key().equals(run.key()))
            .findFirst()
            .orElse(null));
  }

  private static WorkflowClient client() {
    return Activity.getExecutionContext().getWorkflowClient();
  }
}
