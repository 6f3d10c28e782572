package io.slipway.contract;

/** What a batch does with each of its hosts. */
public enum Phase {
  /** Make the release directory, whole and linked; nothing live is touched. */
  PREPARE,
  /** Switch {@code current}, restart, verify. */
  ACTIVATE,
  /** Clean up old releases and write the log; never fails a run. */
  FINISH,
  /** Back to the release that was live before, and restart. */
  REVERT,
  /** Remove a release that was prepared and is not live. */
  DISCARD,
  /** Read a host's state; changes nothing. */
  INSPECT,
  /** Ask whether a host is in service; changes nothing. */
  LOOK,
  /** Run what retires a host of the half without visitors. */
  RETIRE,
  /** Run what comes when all hosts have finished; never fails a run. */
  CONCLUDE
}
