package io.slipway.contract;

/** What has become of a car or a gate of a train. */
public enum TrainPlaceState {
  /** Its turn has not come. */
  PENDING,
  /** It is under way, or waited for. */
  RUNNING,
  DONE,
  /** It has put itself back, as far as its message says. */
  FAILED,
  /** It was deployed, and serves again what it served before. */
  REVERTED,
  /** It was deployed, and could not be put back, as its message says. */
  NOT_REVERTED
}
