package io.slipway.starter.config;

/** What becomes of nodes that have the tags and that Systems Manager does not reach. */
enum OfflineNodes {
  REFUSE,
  SKIP
}
