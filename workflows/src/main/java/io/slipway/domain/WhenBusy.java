package io.slipway.domain;

/** What becomes of a request for a stage that is busy. */
public enum WhenBusy {
  /** It is refused at once. */
  REFUSE,
  /** It waits for its turn. */
  QUEUE,
  /** It waits for its turn, and ends those of its kind and trigger that wait already. */
  SUPERSEDE
}
