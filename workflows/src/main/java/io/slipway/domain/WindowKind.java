package io.slipway.domain;

/** What a window says of the time within it. */
public enum WindowKind {
  /** Deploys may be done then; where any such window is named, at no other time. */
  ALLOW,
  /** No deploy may be done then, whatever is allowed. */
  FREEZE
}
