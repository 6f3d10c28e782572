package io.slipway.domain;

import java.time.Duration;
import java.util.List;

/**
 * Whose consent a deploy needs before it touches a host.
 *
 * @param quorum how many people must approve, 1 or more
 * @param groups who may: names of groups that the gate knows, or of people; empty for everybody
 *     whom the gate lets approve
 * @param notInitiator whether who has asked for the deploy may not
 * @param distinctGroups from how many of the groups approvals must come at least; a person stands
 *     for one of theirs
 * @param expires how long they are waited for; then the deploy counts as rejected
 * @param validFor for how long an approval counts
 */
public record Approvals(
    int quorum,
    List<String> groups,
    boolean notInitiator,
    int distinctGroups,
    Duration expires,
    Duration validFor) {
  public static final Duration DEFAULT_EXPIRES = Duration.ofHours(24);
  public static final Duration DEFAULT_VALID_FOR = Duration.ofHours(8);

  public Approvals {
    quorum = quorum == 0 ? 1 : quorum;
    groups = groups == null ? List.of() : List.copyOf(groups);
    expires = expires == null ? DEFAULT_EXPIRES : expires;
    validFor = validFor == null ? DEFAULT_VALID_FOR : validFor;
  }
}
