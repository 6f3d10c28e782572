package io.slipway.gate;

import io.slipway.contract.Demands;
import io.slipway.contract.Scope;
import io.slipway.domain.SecretRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy.yml says.
 *
 * @param signers file of keys and their owners; null when SSH keys prove nothing
 * @param revoked file of keys that prove nothing any more; null for none
 * @param groups names of people, or {@code group:NAME} for a provider's group, by group
 * @param secrets patterns of references by application; null when all may be named
 * @param unsigned what may be asked for without a proof
 * @param maxAge how long a statement may have been under way
 * @param ahead how far the asker's clock may be ahead of ours
 * @param watchFor how long a watch may go by one statement
 * @param approvals what deploys need, whatever a stage's own file says
 * @param windows when they may be done, whatever it says
 */
record Policy(
    @Nullable String signers,
    @Nullable String revoked,
    List<OidcIssuer> oidc,
    Map<String, List<String>> groups,
    List<Rule> rules,
    @Nullable Map<String, List<String>> secrets,
    List<Permission> unsigned,
    Duration maxAge,
    Duration ahead,
    Duration watchFor,
    List<Demand> approvals,
    List<PolicyWindow> windows) {
  static final Duration MAX_AGE = Duration.ofMinutes(5);
  static final Duration AHEAD = Duration.ofMinutes(1);
  static final Duration WATCH_FOR = Duration.ofDays(90);

  private static final String PROVIDERS = "group:";

  /** Whether rules allow it for all applications and stages that there are or may be. */
  boolean allowsEverywhere(Identity who, Permission permission) {
    return rules.stream()
        .filter(r -> r.allow().contains(permission))
        .filter(r -> r.applications().contains("*") && r.stages().contains("*"))
        .flatMap(r -> r.who().stream())
        .anyMatch(w -> meant(w, who));
  }

  /** Whether rules allow it for all that a scope may hold. */
  boolean allows(Identity who, Permission permission, Scope scope) {
    return scope.applications().stream()
        .allMatch(a -> scope.stages().stream().allMatch(s -> covers(who, permission, a, s)));
  }

  private boolean covers(Identity who, Permission permission, String applications, String stages) {
    return rules.stream()
        .filter(r -> r.covers(permission, applications, stages))
        .flatMap(r -> r.who().stream())
        .anyMatch(w -> meant(w, who));
  }

  /**
   * The groups that somebody is in, those of the policy by name and a provider's as it lists them.
   */
  List<String> groupsOf(Identity who) {
    return Stream.concat(
            groups.keySet().stream().filter(g -> meant(g, who)),
            who.groups().stream().map(g -> PROVIDERS + g))
        .toList();
  }

  /** What its rules want for an application and a stage. */
  Demands demands(String application, String stage) {
    return new Demands(
        approvals.stream()
            .filter(d -> Rule.any(d.applications(), application) && Rule.any(d.stages(), stage))
            .map(Demand::approvals)
            .toList(),
        windows.stream()
            .filter(w -> Rule.any(w.applications(), application) && Rule.any(w.stages(), stage))
            .map(PolicyWindow::window)
            .toList());
  }

  /** Who is called like a group does not belong to it by that. */
  private boolean meant(String entry, Identity who) {
    List<String> members = groups.get(entry);
    return members == null ? person(entry, who) : members.stream().anyMatch(m -> person(m, who));
  }

  private static boolean person(String entry, Identity who) {
    return entry.startsWith(PROVIDERS)
        ? who.groups().contains(entry.substring(PROVIDERS.length()))
        : who.names().contains(entry);
  }

  /** The first reference that an application's file may not hold. */
  Optional<SecretRef> forbidden(String application, List<SecretRef> references) {
    if (secrets == null) {
      return Optional.empty();
    }
    List<String> patterns = secrets.getOrDefault(application, List.of());
    return references.stream().filter(r -> !within(patterns, r)).findFirst();
  }

  /** A path with steps upwards, or written in another way, could lead out of what is allowed. */
  private static boolean within(List<String> patterns, SecretRef reference) {
    String path = reference.path();
    boolean straight = !path.matches("(.*/)?\\.{1,2}(/.*)?|.*//.*|.*[%\\\\].*");
    return straight && Rule.any(patterns, reference.document().toString());
  }
}
