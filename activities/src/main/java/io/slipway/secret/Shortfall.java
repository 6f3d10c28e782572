package io.slipway.secret;

import io.slipway.contract.FailureType;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretRef;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * All that cannot be had of a run's secrets, told together. A store that is away ends the search.
 */
final class Shortfall {
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Set<String> remedies = new LinkedHashSet<>();

  void reading(SecretRef ref, String names, Runnable reading) {
    try {
      reading.run();
    } catch (SecretException e) {
      switch (e.obstacle()) {
        case AWAY ->
            throw new SecretsException(
                FailureType.SECRETS_UNREACHABLE,
                "read %s (%s)".formatted(ref, names),
                e.reason(),
                e.remedy());
        case MISSING, DENIED, MISUSED ->
            add("%s (%s)".formatted(ref, names), e.reason(), e.remedy());
      }
    }
  }

  void field(Secret secret, SecretDocument document) {
    String fields = String.join(", ", document.fields().keySet());
    String field = secret.ref().field();
    add(
        "%s (%s)".formatted(secret.ref(), secret.name()),
        field == null
            ? "it has several fields: %s".formatted(fields)
            : "it has no field %s, only %s".formatted(field, fields),
        "Name one of its fields behind a #.");
  }

  void nul(Secret secret) {
    add(
        "%s (%s)".formatted(secret.ref(), secret.name()),
        "it holds a NUL character, which no environment can hold",
        "Store it in another form, such as base64.");
  }

  private void add(String what, String reason, String remedy) {
    reasons.put(what, reason);
    remedies.add(remedy);
  }

  /** What is wrong with each, and what to do about all of them. */
  void throwIfAny() {
    if (reasons.isEmpty()) {
      return;
    }
    StringBuilder all = new StringBuilder();
    reasons.forEach(
        (what, reason) ->
            all.append(all.isEmpty() ? "" : "; ").append(what).append(": ").append(reason));
    boolean one = reasons.size() == 1;
    throw new SecretsException(
        FailureType.SECRET_UNUSABLE,
        one ? "read " + reasons.keySet().iterator().next() : "read the secrets",
        one
            ? reasons.values().iterator().next()
            : "%d of them cannot be had: %s".formatted(reasons.size(), all),
        String.join(" ", remedies));
  }
}
