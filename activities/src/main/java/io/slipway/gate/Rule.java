package io.slipway.gate;

import io.slipway.ssh.Wildcard;
import java.util.List;

/**
 * What some may do somewhere.
 *
 * @param who names of people and of the policy's groups
 * @param applications patterns, as {@code stages}
 */
record Rule(
    List<Permission> allow, List<String> who, List<String> applications, List<String> stages) {

  boolean allows(Permission permission, String application, String stage) {
    return allow.contains(permission) && any(applications, application) && any(stages, stage);
  }

  static boolean any(List<String> patterns, String text) {
    return patterns.stream().anyMatch(p -> Wildcard.matches(p, text));
  }
}
