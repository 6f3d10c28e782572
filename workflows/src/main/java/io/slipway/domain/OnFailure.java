package io.slipway.domain;

/** What a run does once more hosts have failed than are tolerated. */
public enum OnFailure {
  /** Put back what has changed. */
  REVERT,
  /** Stand still, and wait for a person to decide. */
  PAUSE,
  /** Go on without them, whatever their number. */
  CONTINUE
}
