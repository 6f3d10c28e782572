package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.RunControls;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import org.jspecify.annotations.Nullable;

/** Answers what can be asked of every run. */
abstract class ControlledRun implements RunControls {
  final FleetRun run;

  ControlledRun(FleetRun run) {
    this.run = run;
  }

  @Override
  public RunSummary abort(AbortRequest request) {
    return run.abort(request);
  }

  @Override
  public void abortUnanswered(AbortRequest request) {
    run.abortUnanswered(request);
  }

  @Override
  public EventPage events(EventsQuery query) {
    return run.events.page(query);
  }

  @Override
  public RunSummary summary() {
    return run.summary();
  }

  @Override
  public @Nullable RunResult result() {
    return run.result();
  }
}
