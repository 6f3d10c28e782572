package io.slipway.domain;

/**
 * What a worker does about a host whose key no known-hosts file holds. A changed key is refused
 * always.
 */
public enum HostKeyPolicy {
  /** Refuse the host. */
  STRICT,
  /** Trust the key on first sight and record it. */
  ACCEPT_NEW
}
