package io.slipway.workflow;

import io.slipway.contract.Difference;
import io.slipway.contract.DriftNews;
import io.slipway.contract.DriftOrder;
import io.slipway.contract.DriftReport;
import io.slipway.contract.DriftSeen;
import io.slipway.contract.DriftWatchWorkflow;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.StageStatus;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WatchActivities;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.rollout.DriftJudgement;
import io.slipway.rollout.RolloutPlanner;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at all hosts of a stage, compares with the look before, and tells what is new. */
public final class DriftWatch implements DriftWatchWorkflow {
  /** Portions that are looked at side by side. */
  private static final int OPEN = 4;

  private final WatchActivities activities = ActivityStubs.watch();

  @Override
  public DriftSeen run(DriftOrder sent) {
    DriftOrder order = FrontDoor.admitted(sent);
    DriftSeen before = Workflow.getLastCompletionResult(DriftSeen.class);
    Instant now = WorkflowTime.now();
    Target target = order.target();
    StageStatus status = activities.stage(target.application(), target.stage());
    if (status.current() != null) {
      return passedOver(before, now);
    }
    List<PhaseOutcome> outcomes = survey(order, now);
    StageStatus after = activities.stage(target.application(), target.stage());
    if (after.current() != null || !after.history().equals(status.history())) {
      return passedOver(before, now);
    }
    DriftReport report = DriftJudgement.of(target, outcomes, status);
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.STATE.valueSet(report.differences().isEmpty() ? "SOUND" : "DRIFT"));
    return tell(order, before, report, now);
  }

  /** While something runs, hosts differ as they must. */
  private static DriftSeen passedOver(@Nullable DriftSeen before, Instant now) {
    Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet("BUSY"));
    return before == null ? new DriftSeen(null, now, now, true, null) : before;
  }

  private static List<PhaseOutcome> survey(DriftOrder order, Instant now) {
    List<List<Host>> portions =
        RolloutPlanner.portions(order.target().hosts(), SurveyKind.DRIFT.mostHosts());
    List<PhaseOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < portions.size(); i += OPEN) {
      List<Promise<SurveyResult>> open = new ArrayList<>();
      for (int k = i; k < Math.min(i + OPEN, portions.size()); k++) {
        open.add(look(order, portions.get(k), now, k + 1));
      }
      open.forEach(p -> outcomes.addAll(p.get().hosts()));
    }
    return outcomes;
  }

  private static Promise<SurveyResult> look(
      DriftOrder order, List<Host> hosts, Instant now, int number) {
    Target target = order.target().withHosts(hosts);
    RunKey key =
        new RunKey(target.application(), target.stage(), RunKind.DEPLOY, ReleaseId.at(now));
    String mark = "drift-%d-%d".formatted(now.toEpochMilli(), number);
    SurveyWorkflow survey =
        Workflow.newChildWorkflowStub(
            SurveyWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.survey(target.application(), target.stage(), mark))
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .build());
    return Async.function(
        survey::run, new SurveyOrder(key, SurveyKind.DRIFT, target, null, order.initiator()));
  }

  private DriftSeen tell(
      DriftOrder order, @Nullable DriftSeen before, DriftReport report, Instant now) {
    DriftReport known = before == null ? null : before.report();
    List<Difference> old = known == null ? List.of() : known.differences();
    List<Difference> appeared = without(report.differences(), old);
    List<Difference> gone = without(old, report.differences());
    boolean news = !appeared.isEmpty() || !gone.isEmpty();
    Instant since = news || before == null ? now : before.since();
    String command = order.notifyCommand();
    boolean due = news || (before != null && !before.told());
    if (!due || command == null) {
      return new DriftSeen(report, now, since, true, null);
    }
    Target target = order.target();
    try {
      activities.tell(
          new DriftNews(
              target.application(), target.stage(), now, command, appeared, gone, report));
      return new DriftSeen(report, now, since, true, null);
    } catch (ActivityFailure e) {
      // The next look tells it again.
      String why = Failures.of(e, target.hosts().getFirst().name(), "notify").reason();
      return new DriftSeen(report, now, since, false, Clip.sentence(why));
    }
  }

  /** What a host differs in counts, and not how far: room on a disk is never the same. */
  private static List<Difference> without(List<Difference> some, List<Difference> others) {
    return some.stream()
        .filter(
            d -> others.stream().noneMatch(o -> o.host().equals(d.host()) && o.kind() == d.kind()))
        .toList();
  }
}
