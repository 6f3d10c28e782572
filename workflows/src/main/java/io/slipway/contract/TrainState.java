package io.slipway.contract;

/** How far a train is. */
public enum TrainState {
  /** Stages are asked whether its deploys would be done. */
  CHECKING,
  RUNNING,
  /** It waits for people, or for a time. */
  WAITING,
  REVERTING,
  /** All cars are through. */
  DONE,
  /** Nothing was begun. */
  REFUSED,
  /** It goes no further, and what it has deployed stays. */
  STOPPED,
  /** It goes no further, and all that it had deployed is put back. */
  REVERTED,
  /** The same, but for cars that say why not. */
  REVERTED_EXCEPT;

  /** Whether it is over. */
  public boolean over() {
    return switch (this) {
      case CHECKING, RUNNING, WAITING, REVERTING -> false;
      case DONE, REFUSED, STOPPED, REVERTED, REVERTED_EXCEPT -> true;
    };
  }
}
