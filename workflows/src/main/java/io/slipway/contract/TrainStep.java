package io.slipway.contract;

/** What a train wants of a stage, each once. */
public enum TrainStep {
  /** To hear whether the others would be done, before anything is. */
  ASK,
  /** Its deploy. */
  DEPLOY,
  /** That deploy to be undone. */
  REVERT
}
