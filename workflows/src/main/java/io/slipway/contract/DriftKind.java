package io.slipway.contract;

/** In what a host is not as its stage should be. */
public enum DriftKind {
  /** It could not be looked at. */
  UNREACHABLE(Mending.BY_HAND),
  /** Something else than a link is at the place of {@code current}. */
  NOT_A_LINK(Mending.BY_HAND),
  /** {@code current} points to nothing. */
  DANGLING(Mending.BY_SWITCHING),
  /** It serves another release, or none. */
  WRONG_RELEASE(Mending.BY_SWITCHING),
  /** The live release says of itself that it is of another commit. */
  REVISION_MISMATCH(Mending.BY_DEPLOYING),
  /** Files of the live release have been changed since it was made. */
  FOREIGN_CHANGE(Mending.BY_DEPLOYING),
  /** The health check is not passed. */
  NOT_SERVING(Mending.BY_SWITCHING),
  /** An earlier run could not put it back. */
  QUARANTINED(Mending.BY_SWITCHING),
  LINKED_FILE_MISSING(Mending.BY_HAND),
  /** A linked file is not what it is on most hosts. */
  LINKED_FILE_DIFFERS(Mending.BY_HAND),
  /** Left by an earlier run. */
  STRAY(Mending.BY_CLEANING),
  /** Begun by an earlier run and never ended. */
  HALF_MADE(Mending.BY_CLEANING),
  /** A step of an earlier run still runs, or a script holds the host's lock. */
  STILL_RUNNING(Mending.BY_CLEANING),
  DISK_LOW(Mending.BY_HAND);

  /** What puts a difference right. */
  public enum Mending {
    /** The stage's release, which the host has, is made live and restarted. */
    BY_SWITCHING,
    /** The release must be made anew. */
    BY_DEPLOYING,
    /** What is left over is removed; what is live is not touched. */
    BY_CLEANING,
    /** A person has to. */
    BY_HAND
  }

  private final Mending mending;

  DriftKind(Mending mending) {
    this.mending = mending;
  }

  public Mending mending() {
    return mending;
  }
}
