package io.slipway.contract;

/** What a run does to a stage. */
public enum RunKind {
  DEPLOY,
  ROLLBACK,
  /** Puts hosts back after a run that has ended without a result. */
  RECOVERY,
  /** Retires the half of a stage that visitors were moved away from. */
  RETIREMENT
}
