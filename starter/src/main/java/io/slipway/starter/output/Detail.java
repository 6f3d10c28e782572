package io.slipway.starter.output;

/** How much of a run is told. */
public enum Detail {
  /** Its end only. */
  RESULT,
  /** What happens, and its end. */
  PROGRESS,
  /** Also what commands on hosts say while they run. */
  OUTPUT
}
