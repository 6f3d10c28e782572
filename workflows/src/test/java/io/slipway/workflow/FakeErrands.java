package io.slipway.workflow;

import io.slipway.contract.Answer;
import io.slipway.contract.AskedRun;
import io.slipway.contract.Place;
import io.slipway.contract.RunTicket;
import io.slipway.contract.ScheduleActivities;
import io.slipway.contract.ScheduledRequest;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;

/** Asks the stage of a bench, as the real ones do. */
final class FakeErrands implements ScheduleActivities {
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
  public AskedRun look(AskedRun asked) {
    Answer answer = asked.answer();
    if (answer instanceof Place place) {
      Place now = bench.place(place.ticket());
      answer = now.left() != null && now.left().run() != null ? now.left().run() : now;
    }
    return new AskedRun(
        asked.application(),
        asked.stage(),
        answer,
        answer instanceof RunTicket run
            ? bench.status().history().stream()
                .filter(r -> r.key().equals(run.key()))
                .findFirst()
                .orElse(null)
            : null);
  }
}
