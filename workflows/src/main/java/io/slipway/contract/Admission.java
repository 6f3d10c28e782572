package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gate's answer.
 *
 * @param refusal why not, in whole sentences; null when the request is to be carried out
 * @param principal who has been proven to ask; null for a request that is not signed
 * @param proof by what, such as {@code ssh key SHA256:…}; null when nothing was proven
 * @param groups those of the policy that the principal is in; empty when nothing was proven
 */
public record Admission(
    @Nullable String refusal,
    @Nullable String principal,
    @Nullable String proof,
    List<String> groups) {
  public Admission {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  public Admission(@Nullable String refusal, @Nullable String principal, @Nullable String proof) {
    this(refusal, principal, proof, List.of());
  }

  public static Admission refused(String why) {
    return new Admission(why, null, null);
  }

  /** Of a request whose asker is not known for sure, and need not be. */
  public static Admission unproven() {
    return new Admission(null, null, null);
  }
}
