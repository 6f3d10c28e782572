package io.slipway.domain;

/** What becomes of a deploy that is under way when its stage is closed. */
public enum InFlight {
  /** Hosts in work are done, and the next ones wait until it is open again. */
  FINISH_BATCH,
  /** It goes on as if nothing were. */
  FINISH,
  /** It is put back. */
  REVERT
}
