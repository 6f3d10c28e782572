package io.slipway.contract;

/** What became of a time of a schedule. */
public enum ScheduledHow {
  /** A deploy ran. */
  RAN,
  /** Nobody was there to begin it in time. */
  MISSED,
  /** It was none: clocks had been put back, or somebody started it by hand. */
  NOT_DUE,
  /** The stage was busy, or the deploy did not get its turn. */
  PASSED_OVER
}
