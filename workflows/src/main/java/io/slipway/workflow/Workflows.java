package io.slipway.workflow;

import java.util.List;

/** All workflow implementations, for a worker to register. */
public final class Workflows {
  public static final List<Class<?>> TYPES =
      List.of(
          StageEntity.class,
          DeployRun.class,
          RollbackRun.class,
          RecoveryRun.class,
          HostBatch.class,
          HostSurvey.class,
          DriftWatch.class);

  private Workflows() {}
}
