package io.slipway.rollout;

/** What has come of a check, or of all checks of a canary. */
public enum Grade {
  PASS,
  FAIL,
  /** Neither good nor bad enough: a person must look. */
  INCONCLUSIVE
}
