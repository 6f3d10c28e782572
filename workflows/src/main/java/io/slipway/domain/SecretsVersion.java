package io.slipway.domain;

/** What becomes of a secret that is changed in its store while a run goes on. */
public enum SecretsVersion {
  /** All hosts get what the run has found first; a rollback leaves a release its own. */
  PIN,
  /** Hosts whose turn comes later get the newer one, also by a rollback. */
  FOLLOW
}
