package io.slipway.contract;

/** What one measurement of a canary has found. */
public enum Sample {
  GOOD,
  BAD,
  /** Nobody could say. */
  ERROR
}
