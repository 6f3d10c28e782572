package io.slipway.workflow;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.Admission;
import io.slipway.contract.ApproveRequest;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.EventPage;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.ExcludeRequest;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Initiator;
import io.slipway.contract.PauseRequest;
import io.slipway.contract.RejectRequest;
import io.slipway.contract.ResumeRequest;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunControls;
import io.slipway.contract.RunHosts;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Host;
import io.slipway.workflow.Door.Signed;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers what can be asked of every run. */
abstract class ControlledRun implements RunControls {
  /** Signals may come without saying from whom: the Web UI adds nothing by itself. */
  static final Initiator SOMEBODY = new Initiator("somebody", "signal");

  final FleetRun run;

  private final Door door;

  ControlledRun(FleetRun run) {
    this.run = run;
    RunKey own = run.mission.own();
    this.door = new Door(own.application(), own.stage(), WorkflowIds.run(own), List.of());
  }

  final void requireStartedByStage() {
    FrontDoor.requireStartedByStage(run.mission.own());
  }

  @Override
  public RunSummary abort(AbortRequest request) {
    return run.abort(request.by(known(Action.ABORT, request.initiator())));
  }

  @Override
  public void abortUnanswered(@Nullable AbortRequest request) {
    unanswered("abort", () -> abort(request == null ? new AbortRequest(SOMEBODY, null) : request));
  }

  @Override
  public RunSummary retry(RetryRequest request) {
    return again(request.by(known(Action.RETRY, request.initiator())));
  }

  @Override
  public void retryUnanswered(@Nullable RetryRequest request) {
    unanswered(
        "retry",
        () -> retry(request == null ? new RetryRequest(SOMEBODY, null, List.of(), null) : request));
  }

  @Override
  public RunSummary exclude(ExcludeRequest request) {
    return run.exclusion.exclude(request.by(known(Action.EXCLUDE, request.initiator())));
  }

  @Override
  public void excludeUnanswered(@Nullable ExcludeRequest request) {
    unanswered(
        "exclude",
        () -> exclude(request == null ? new ExcludeRequest(SOMEBODY, null, List.of()) : request));
  }

  @Override
  public RunSummary goOn(ContinueRequest request) {
    return further(request.by(known(Action.CONTINUE, request.initiator())));
  }

  @Override
  public void goOnUnanswered(@Nullable ContinueRequest request) {
    unanswered(
        "continue", () -> goOn(request == null ? new ContinueRequest(SOMEBODY, null) : request));
  }

  @Override
  public RunSummary pause(PauseRequest request) {
    return held(request.by(known(Action.PAUSE, request.initiator())));
  }

  @Override
  public void pauseUnanswered(@Nullable PauseRequest request) {
    unanswered(
        "pause", () -> pause(request == null ? new PauseRequest(SOMEBODY, null, false) : request));
  }

  @Override
  public RunSummary resume(ResumeRequest request) {
    return released(request.by(known(Action.RESUME, request.initiator())));
  }

  @Override
  public void resumeUnanswered(@Nullable ResumeRequest request) {
    unanswered(
        "resume", () -> resume(request == null ? new ResumeRequest(SOMEBODY, null) : request));
  }

  @Override
  public RunSummary approve(ApproveRequest request) {
    return approved(request, door.admission(Action.APPROVE, request.initiator()));
  }

  @Override
  public void approveUnanswered(@Nullable ApproveRequest request) {
    unanswered("approve", () -> approve(named(request)));
  }

  @Override
  public RunSummary reject(RejectRequest request) {
    return rejected(request, door.admission(Action.REJECT, request.initiator()));
  }

  @Override
  public void rejectUnanswered(@Nullable RejectRequest request) {
    unanswered("reject", () -> reject(named(request)));
  }

  @Override
  public RunSummary signed(SignedRequest request) {
    Signed asked = door.signed(request);
    Admission by = asked.admission();
    return switch (asked.wanted()) {
      case ABORT -> {
        AbortRequest abort = asked.request(AbortRequest.class);
        yield run.abort(abort.by(abort.initiator().as(by)));
      }
      case RETRY -> {
        RetryRequest retry = asked.request(RetryRequest.class);
        yield again(retry.by(retry.initiator().as(by)));
      }
      case EXCLUDE -> {
        ExcludeRequest exclude = asked.request(ExcludeRequest.class);
        yield run.exclusion.exclude(exclude.by(exclude.initiator().as(by)));
      }
      case CONTINUE -> {
        ContinueRequest goOn = asked.request(ContinueRequest.class);
        yield further(goOn.by(goOn.initiator().as(by)));
      }
      case PAUSE -> {
        PauseRequest pause = asked.request(PauseRequest.class);
        yield held(pause.by(pause.initiator().as(by)));
      }
      case RESUME -> {
        ResumeRequest resume = asked.request(ResumeRequest.class);
        yield released(resume.by(resume.initiator().as(by)));
      }
      case APPROVE -> approved(asked.request(ApproveRequest.class), by);
      case REJECT -> rejected(asked.request(RejectRequest.class), by);
      case LOOK, WATCH, DEPLOY, ROLLBACK, QUEUE, SCHEDULE, OVERRIDE, FREEZE, LIFT, TRAIN ->
          throw asked.misdirected();
    };
  }

  @Override
  public void signedUnanswered(SignedRequest request) {
    unanswered("signed", () -> signed(request));
  }

  private Initiator known(Action action, Initiator claimed) {
    return door.plain(action, claimed, null);
  }

  private RunSummary again(RetryRequest request) {
    run.pause.retry(request);
    return run.summary();
  }

  private RunSummary further(ContinueRequest request) {
    run.pause.goOn(request);
    return run.summary();
  }

  private RunSummary held(PauseRequest request) {
    run.hold.pause(request);
    return run.summary();
  }

  private RunSummary released(ResumeRequest request) {
    run.hold.resume(request);
    return run.summary();
  }

  private RunSummary approved(ApproveRequest request, Admission by) {
    run.approval.approve(request.by(request.initiator().as(by)), by.groups());
    return run.summary();
  }

  private RunSummary rejected(RejectRequest request, Admission by) {
    run.approval.reject(request.by(request.initiator().as(by)), by.groups());
    return run.summary();
  }

  /** A vote of nobody is none. */
  private static <T> T named(@Nullable T request) {
    if (request == null) {
      throw PausePoint.refusal("It does not say who: %s.".formatted(RunPage.VOTE));
    }
    return request;
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
  public void freezesChanged() {
    run.windows.freezesChanged();
  }

  @Override
  public EventPage events(EventsQuery query) {
    return run.events.page(query);
  }

  @Override
  public RunHosts hosts() {
    return new RunHosts(run.target().hosts().stream().map(Host::name).toList());
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
