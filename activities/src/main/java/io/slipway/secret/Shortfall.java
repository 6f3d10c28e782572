package io.slipway.secret;

import io.slipway.contract.FailureType;
import io.slipway.contract.SecretFault;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretRef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that cannot be had of a run's secrets, told together. */
final class Shortfall {
  private final List<SecretFault> faults = new ArrayList<>();
  private final Map<SecretRef.Store, SecretException> away = new EnumMap<>(SecretRef.Store.class);

  /**
   * @param names of the secrets that are kept there
   */
  void reading(SecretRef ref, List<String> names, Runnable reading) {
    noting(ref, names, "read %s (%s)".formatted(ref, String.join(", ", names)), reading);
  }

  void signing(SecretRef authority, String login, Runnable signing) {
    String attempted = "have a key signed by %s for the login %s".formatted(authority, login);
    noting(authority, List.of(), attempted, signing);
  }

  private void noting(SecretRef ref, List<String> names, String attempted, Runnable asking) {
    SecretException known = away.get(ref.store());
    if (known != null) {
      add(ref, names, attempted, known);
      return;
    }
    try {
      asking.run();
    } catch (SecretException e) {
      add(ref, names, attempted, e);
      if (e.obstacle() == SecretException.Obstacle.AWAY && isOneServer(ref.store())) {
        away.put(ref.store(), e);
      }
    }
  }

  /** Whether it is away for all references alike, so that each further question waits in vain. */
  private static boolean isOneServer(SecretRef.Store store) {
    return switch (store) {
      case VAULT, SSM -> true;
      case FILE, ENV, EXEC -> false;
    };
  }

  private void add(SecretRef ref, List<String> names, String attempted, SecretException e) {
    faults.add(
        new SecretFault(
            e.obstacle().type(), ref.toString(), names, attempted, e.reason(), e.remedy()));
  }

  void field(Secret secret, SecretDocument document) {
    field(secret.ref(), secret.name(), document);
  }

  /**
   * @param name what it is read for
   */
  void field(SecretRef ref, String name, SecretDocument document) {
    String fields = String.join(", ", document.fields().keySet());
    String field = ref.field();
    unusable(
        ref,
        name,
        field == null
            ? "it has several fields: %s".formatted(fields)
            : "it has no field %s, only %s".formatted(field, fields),
        "Name one of its fields behind a #.");
  }

  void nul(Secret secret) {
    unusable(
        secret.ref(),
        secret.name(),
        "it holds a NUL character, which no environment can hold",
        "Store it in another form, such as base64.");
  }

  private void unusable(SecretRef ref, String name, String reason, String remedy) {
    faults.add(
        new SecretFault(
            FailureType.SECRET_UNUSABLE,
            ref.toString(),
            List.of(name),
            "read %s (%s)".formatted(ref, name),
            reason,
            remedy));
  }

  List<SecretFault> faults() {
    return List.copyOf(faults);
  }

  /** What is wrong with each, and what to do about all of them. */
  void throwIfAny() {
    if (faults.isEmpty()) {
      return;
    }
    // Waiting for a store that is away helps only where nothing else is wrong.
    boolean passing = faults.stream().allMatch(f -> f.type().passing());
    boolean one = faults.size() == 1;
    throw new SecretsException(
        passing ? FailureType.SECRETS_UNREACHABLE : FailureType.SECRET_UNUSABLE,
        one ? faults.getFirst().attempted() : "read the secrets",
        one
            ? faults.getFirst().reason()
            : "%d of them cannot be had: %s".formatted(faults.size(), all()),
        faults.stream().map(SecretFault::remedy).distinct().collect(Collectors.joining(" ")));
  }

  private String all() {
    return faults.stream()
        .map(f -> "%s: %s".formatted(what(f), f.reason()))
        .collect(Collectors.joining("; "));
  }

  private static String what(SecretFault fault) {
    return fault.secrets().isEmpty()
        ? "a key signed by %s".formatted(fault.reference())
        : "%s (%s)".formatted(fault.reference(), String.join(", ", fault.secrets()));
  }
}
