package io.slipway.workflow;

import io.slipway.contract.DriftNews;
import io.slipway.contract.FailureType;
import io.slipway.contract.StageStatus;
import io.slipway.contract.WatchActivities;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;

/** A stage that is as a test says, and a command that hears news, or does not. */
final class FakeWatch implements WatchActivities {
  private final List<DriftNews> told = new ArrayList<>();
  private StageStatus status = new StageStatus(null, List.of());
  private boolean deaf;

  synchronized void isDeaf() {
    deaf = true;
  }

  synchronized void stageIs(StageStatus now) {
    status = now;
  }

  synchronized List<DriftNews> told() {
    return List.copyOf(told);
  }

  @Override
  public synchronized StageStatus stage(ApplicationName application, StageName stage) {
    return status;
  }

  @Override
  public synchronized void tell(DriftNews news) {
    if (deaf) {
      throw ApplicationFailure.newNonRetryableFailure(
          "nobody hears", FailureType.UNEXPECTED.name());
    }
    told.add(news);
  }
}
