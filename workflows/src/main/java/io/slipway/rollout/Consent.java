package io.slipway.rollout;

/** How far the approvals of a plan have come. */
public sealed interface Consent {
  /** All that is wanted has been given. */
  record Given() implements Consent {}

  /**
   * @param missing what is still wanted, in words
   */
  record Wanted(String missing) implements Consent {}

  /** One rejection is enough. */
  record Rejected(Ballot by) implements Consent {}

  /** Not enough people have approved in time. */
  record Expired(String missing) implements Consent {}
}
