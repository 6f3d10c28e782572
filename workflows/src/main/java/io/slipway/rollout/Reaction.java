package io.slipway.rollout;

/** What a run does about its failed hosts. */
public enum Reaction {
  GO_ON,
  REVERT,
  PAUSE
}
