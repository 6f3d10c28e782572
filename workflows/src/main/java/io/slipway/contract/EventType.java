package io.slipway.contract;

/** The kinds of {@link RunEvent}. */
public enum EventType {
  RUN_STARTED,
  REVISION_RESOLVED,
  RELEASE_CHOSEN,
  SECRETS_FOUND,
  PHASE_STARTED,
  PHASE_ENDED,
  BATCH_STARTED,
  BATCH_ENDED,
  HOST_STARTED,
  HOST_DONE,
  HOST_FAILED,
  HOST_SKIPPED,
  HOST_EXCLUDED,
  HOST_UNKNOWN,
  HOST_FOUND,
  MENDING,
  WAITING,
  PAUSED,
  RESUMED,
  MIGRATED,
  BAKING,
  ABORT_REQUESTED,
  REVERT_STARTED,
  WARNING,
  RUN_ENDED,
  HOST_DRAINED,
  HOST_UNDRAINED,
  APPROVAL_WANTED,
  APPROVED,
  REJECTED,
  /** The stage is closed, and the run waits until it opens. */
  FROZEN,
  /** The stage is closed, and the run goes on all the same. */
  OVERRIDDEN,
  /** Which half of the stage has the visitors, and which the run works on. */
  COLOR_CHOSEN,
  /** Visitors have been moved to the other half of the stage, or back. */
  VISITORS_MOVED,
  /** A command has run on the worker. */
  WORKER_COMMAND,
  /** Which host, or that the worker, builds for all. */
  BUILDER_CHOSEN
}
