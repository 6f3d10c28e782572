package io.slipway.domain;

/** Which hosts have their turn first. */
public enum HostSequence {
  /** As the file lists them. */
  AS_LISTED,
  /** Those that are out of service anyway, then the others, both as the file lists them. */
  UNHEALTHY_FIRST
}
