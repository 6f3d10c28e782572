package io.slipway.workflow;

import io.slipway.contract.FreezesState;
import io.slipway.contract.FreezesWorkflow;
import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowVersioningBehavior;

/** The keeper of freezes on workers that have a version; see {@link UpgradingStage}. */
public final class UpgradingFreezes extends FreezesEntity implements FreezesWorkflow {
  @WorkflowInit
  public UpgradingFreezes(FreezesState state) {
    super(state);
  }

  @Override
  @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
  public void run(FreezesState state) {
    super.run(state);
  }
}
