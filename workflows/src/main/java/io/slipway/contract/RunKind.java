package io.slipway.contract;

/** What a run does to a stage. */
public enum RunKind {
  DEPLOY,
  ROLLBACK
}
