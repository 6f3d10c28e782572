package io.slipway.contract;

/** What an audit trail tells of a run and of those who ask for something. */
public enum AuditKind {
  /** Somebody has asked for something, and may. */
  ASKED,
  /** Somebody has asked for something, and may not. */
  REFUSED,
  /** Somebody has told a run how to go on. */
  DECIDED,
  BEGAN,
  /** A run waits for a person. */
  PAUSED,
  /** A run has ended, or a request that has never become one. */
  ENDED,
  /** What a run has waited for did not come in time. */
  EXPIRED
}
