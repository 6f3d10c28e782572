package io.slipway.starter.command;

import io.slipway.contract.DriftReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.contract.SurveyKind;
import io.slipway.domain.Target;
import io.slipway.rollout.DriftJudgement;
import io.slipway.rollout.RepairPlan;
import io.slipway.starter.output.Drift;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import java.util.List;

/** What hosts are like now, beside what they should be. */
record DriftLook(Drift drift, DriftReport report, List<PhaseOutcome> outcomes) {

  static DriftLook at(Cluster cluster, Output output, Target target) throws InterruptedException {
    StageStatus status =
        cluster
            .stages()
            .status(target.application(), target.stage())
            .orElse(new StageStatus(null, List.of()));
    RunSummary current = status.current();
    if (current != null) {
      output.note(
          "%s is under way, so that hosts differ as they must: slipway watch %s."
              .formatted(current.workflowId(), target.stage()));
    }
    List<PhaseOutcome> outcomes = cluster.survey(SurveyKind.DRIFT, target, null).hosts();
    DriftReport report = DriftJudgement.of(target, outcomes, status);
    return new DriftLook(Drift.of(target.application(), target.stage(), report), report, outcomes);
  }

  /**
   * @param whole whether all hosts of the stage were looked at
   */
  RepairPlan plan(boolean whole) {
    return RepairPlan.of(report, outcomes, whole);
  }

  ExitCode exit() {
    return report.differences().isEmpty() ? ExitCode.DONE : ExitCode.DRIFT;
  }
}
