package io.slipway.watch;

import io.slipway.contract.DriftNews;
import io.slipway.contract.FailureType;
import io.slipway.contract.StageStatus;
import io.slipway.contract.WatchActivities;
import io.slipway.contract.WireFormat;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.notify.NotifyCommand;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;

/** Asks the stage through Temporal, and runs notify commands where the worker allows them. */
public final class Watch implements WatchActivities {
  /** Whether a worker runs the commands that watches ask for: {@code allow}, or nothing. */
  public static final String PERMISSION = "SLIPWAY_WORKER_NOTIFY";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final boolean permitted;
  private final Duration limit;

  /**
   * @param permitted whoever can start workflows could otherwise run anything as the worker's user
   */
  public Watch(boolean permitted) {
    this(permitted, LIMIT);
  }

  Watch(boolean permitted, Duration limit) {
    this.permitted = permitted;
    this.limit = limit;
  }

  @Override
  public StageStatus stage(ApplicationName application, StageName stage) {
    try {
      return Activity.getExecutionContext()
          .getWorkflowClient()
          .newUntypedWorkflowStub(WorkflowIds.stage(application, stage))
          .query("status", StageStatus.class);
    } catch (WorkflowNotFoundException neverUsed) {
      return new StageStatus(null, List.of());
    }
  }

  @Override
  public void tell(DriftNews news) {
    if (!permitted) {
      throw failure(
          "this worker runs no commands; start it with %s=allow".formatted(PERMISSION), true);
    }
    new NotifyCommand(news.command(), limit)
        .run(WireFormat.mapper().valueToTree(news).toString())
        .ifPresent(
            why -> {
              throw failure(why, false);
            });
  }

  private static ApplicationFailure failure(String why, boolean permanent) {
    return ApplicationFailure.newBuilder()
        .setMessage(why)
        .setType(FailureType.UNEXPECTED.name())
        .setNonRetryable(permanent)
        .build();
  }
}
