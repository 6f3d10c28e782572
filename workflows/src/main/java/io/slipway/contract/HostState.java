package io.slipway.contract;

/** Where one host stands in a run. */
public enum HostState {
  PENDING,
  PREPARING,
  PREPARED,
  ACTIVATING,
  /** The run's release is live and verified. */
  ACTIVE,
  /** The host failed in the phase that its note names; it serves what it served before. */
  FAILED,
  /** Was away when its turn came, and whenever it was tried again. */
  SKIPPED,
  /** A person took it out of the run; it serves what it served before. */
  EXCLUDED,
  /** The connection was lost in the middle of a change, and nobody could look since. */
  UNKNOWN,
  REVERTING,
  /** Back on the release that was live before. */
  REVERTED,
  /** Could not be put back; its note says why. */
  REVERT_FAILED,
  /** Prepared, then cleaned again; it never changed what it serves. */
  DISCARDED,
  /** Not begun. */
  UNTOUCHED,
  /** What retires a host of the half without visitors was run there. */
  RETIRED
}
