package io.slipway.contract;

import io.slipway.domain.StageName;
import java.util.List;

/**
 * A secret that cannot be had, or a key that nobody signs. Names references and never values.
 *
 * @param type {@link FailureType#SECRET_UNUSABLE} or {@link FailureType#SECRETS_UNREACHABLE}
 * @param reference where it was looked for; empty when that was not come to
 * @param secrets names of those that are kept there; empty for a key
 * @param attempted verb phrase that completes "tried to …"
 * @param reason why it failed, without a full stop
 * @param remedy what to do now, in sentences; for a denied path the policy that would allow it
 */
public record SecretFault(
    FailureType type,
    String reference,
    List<String> secrets,
    String attempted,
    String reason,
    String remedy) {
  public SecretFault {
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
  }

  /** The sentences that people read. */
  public String message(StageName stage) {
    return "%s: tried to %s, but %s. %s".formatted(stage, attempted, reason, remedy);
  }
}
