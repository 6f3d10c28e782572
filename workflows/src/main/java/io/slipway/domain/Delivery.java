package io.slipway.domain;

/** How the files of a revision reach a host; whoever fetches also resolves the ref. */
public enum Delivery {
  /** Each host fetches from the repository into its own mirror. */
  CLONE,
  /** The worker fetches, and pushes one archive with its checksum to each host. */
  PUSH,
  /**
   * The worker fetches, and pushes one archive to the first hosts; others get it from hosts that
   * have it, and from the worker where that fails.
   */
  RELAY
}
