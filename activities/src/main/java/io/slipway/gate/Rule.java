package io.slipway.gate;

import io.slipway.domain.Wildcard;
import java.util.List;

/**
 * What some may do somewhere.
 *
 * @param who names of people and of the policy's groups
 * @param applications patterns, as {@code stages}
 */
record Rule(
    List<Permission> allow, List<String> who, List<String> applications, List<String> stages) {

  /**
   * Whether it allows it wherever patterns match.
   *
   * @param application a pattern, as {@code stage}
   */
  boolean covers(Permission permission, String application, String stage) {
    return allow.contains(permission)
        && applications.stream().anyMatch(p -> Wildcard.covers(p, application))
        && stages.stream().anyMatch(p -> Wildcard.covers(p, stage));
  }

  static boolean any(List<String> patterns, String text) {
    return patterns.stream().anyMatch(p -> Wildcard.matches(p, text));
  }
}
