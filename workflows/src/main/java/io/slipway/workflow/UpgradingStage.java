package io.slipway.workflow;

import io.slipway.contract.StageState;
import io.slipway.contract.StageWorkflow;
import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowVersioningBehavior;

/**
 * The stage on workers that have a version: it lives for ever, so that it cannot end on the one
 * that began it. All other workflows do, which is what such workers do by default.
 */
public final class UpgradingStage extends StageEntity implements StageWorkflow {
  @WorkflowInit
  public UpgradingStage(StageState state) {
    super(state);
  }

  @Override
  @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
  public void run(StageState state) {
    super.run(state);
  }
}
