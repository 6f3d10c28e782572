package io.slipway.workflow;

import java.util.List;

/** All workflow implementations, for a worker to register. */
public final class Workflows {
  public static final List<Class<?>> TYPES =
      List.of(
          StageEntity.class,
          DeployRun.class,
          RetireRun.class,
          RollbackRun.class,
          RecoveryRun.class,
          HostBatch.class,
          HostSurvey.class,
          DriftWatch.class,
          ScheduledRun.class,
          FreezesEntity.class,
          TrainRun.class,
          LogReading.class);

  /**
   * The same for a worker that takes part in worker versioning. Only such a worker may state a
   * behaviour: a server refuses it from any other.
   */
  public static final List<Class<?>> VERSIONED =
      TYPES.stream()
          .<Class<?>>map(
              t ->
                  t.equals(StageEntity.class)
                      ? UpgradingStage.class
                      : t.equals(FreezesEntity.class) ? UpgradingFreezes.class : t)
          .toList();

  private Workflows() {}
}
