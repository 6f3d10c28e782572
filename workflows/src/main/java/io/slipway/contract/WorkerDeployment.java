package io.slipway.contract;

/** What Temporal knows our workers as, where they tell their version. */
public final class WorkerDeployment {
  /** The name that all versions have in common. */
  public static final String NAME = "slipway";

  private WorkerDeployment() {}
}
