package io.slipway.contract;

/** The few states in which a run can end. */
public enum RunOutcome {
  /** The release is live on every host; of a retirement, every host is retired. */
  SUCCEEDED,
  /** The release is live, but on the hosts that the result names it is not. */
  SUCCEEDED_WITH_EXCEPTIONS,
  /** It failed before anything live had changed; nothing is left on the hosts that were reached. */
  UNTOUCHED,
  /** It failed later; every host that had changed is back on the release it served before. */
  REVERTED,
  /** As {@link #REVERTED}, but the hosts that the result names could not be put back. */
  REVERTED_EXCEPT,
  /**
   * Nothing was done, for it was not let begin: those whose approval it needed have rejected it, or
   * not given it in time, or its stage was closed.
   */
  REJECTED
}
