package io.slipway.contract;

/** How a request has left the line of its stage. */
public enum Leaving {
  /** It had its turn. */
  BEGUN,
  /** Somebody has taken it out. */
  CANCELLED,
  /** A newer request waits in its stead. */
  SUPERSEDED,
  /** Its time was up. */
  EXPIRED,
  /** It had its turn, but Temporal did not start its run. */
  NOT_STARTED
}
