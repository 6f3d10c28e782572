package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.ExcludeRequest;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Initiator;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunControls;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers what can be asked of every run. */
abstract class ControlledRun implements RunControls {
  /** Signals may come without saying from whom: the Web UI adds nothing by itself. */
  private static final Initiator SOMEBODY = new Initiator("somebody", "signal");

  final FleetRun run;

  ControlledRun(FleetRun run) {
    this.run = run;
  }

  @Override
  public RunSummary abort(AbortRequest request) {
    return run.abort(request);
  }

  @Override
  public void abortUnanswered(@Nullable AbortRequest request) {
    unanswered("abort", () -> abort(request == null ? new AbortRequest(SOMEBODY, null) : request));
  }

  @Override
  public RunSummary retry(RetryRequest request) {
    run.pause.retry(request);
    return run.summary();
  }

  @Override
  public void retryUnanswered(@Nullable RetryRequest request) {
    unanswered(
        "retry",
        () -> retry(request == null ? new RetryRequest(SOMEBODY, null, List.of(), null) : request));
  }

  @Override
  public RunSummary exclude(ExcludeRequest request) {
    return run.exclude(request);
  }

  @Override
  public void excludeUnanswered(@Nullable ExcludeRequest request) {
    unanswered(
        "exclude",
        () -> exclude(request == null ? new ExcludeRequest(SOMEBODY, null, List.of()) : request));
  }

  @Override
  public RunSummary goOn(ContinueRequest request) {
    run.pause.goOn(request);
    return run.summary();
  }

  @Override
  public void goOnUnanswered(@Nullable ContinueRequest request) {
    unanswered(
        "continue", () -> goOn(request == null ? new ContinueRequest(SOMEBODY, null) : request));
  }

  /** A signal cannot be answered, so that its refusal is told by the run. */
  private void unanswered(String what, Supplier<RunSummary> request) {
    try {
      RunSummary unused = request.get();
    } catch (ApplicationFailure refused) {
      run.warn("Signal %s is refused: %s".formatted(what, refused.getOriginalMessage()));
    }
  }

  @Override
  public void hostFailed(HostFailure failure) {
    run.phases.hostFailed(failure);
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
