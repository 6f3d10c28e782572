package io.slipway.contract;

/** Why a run waits for a person. */
public enum PauseKind {
  /** Hosts have failed, and somebody must choose how it goes on. */
  STANDSTILL,
  /** Somebody has paused it. */
  HELD,
  /** The deploy has not begun, and needs the approval of others. */
  APPROVAL,
  /** Its stage is closed; it goes on by itself when that opens. */
  FROZEN
}
