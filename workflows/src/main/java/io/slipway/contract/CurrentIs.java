package io.slipway.contract;

/** What is at the place of a host's {@code current}. */
public enum CurrentIs {
  NONE,
  /** A link to a directory that is there. */
  LINK,
  /** A link to nothing. */
  DANGLING,
  /** A directory or a file. */
  OTHER
}
