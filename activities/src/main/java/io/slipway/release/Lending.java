package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretKeeper;
import io.slipway.secret.SecretValues;
import io.slipway.secret.SecretsException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lends an attempt the secrets of its run. */
final class Lending {
  /** As messages name it. */
  private static final String TOKEN = "artifact_token";

  private final SecretKeeper keeper;
  private final Redactor redactor;

  Lending(SecretKeeper keeper, Redactor redactor) {
    this.keeper = keeper;
    this.redactor = redactor;
  }

  /** An attempt that has no secrets, and keeps out of what it tells those of others. */
  Attempt without(Attempt attempt) {
    return attempt.with(HostSecrets.none(redactor));
  }

  /**
   * Does work with the run's secrets.
   *
   * @param needed whether the host gets any of them. Otherwise they are only kept out of what it
   *     tells, and a store that is away stops nothing
   */
  <T> T with(HostOrder order, Attempt attempt, boolean needed, Function<Attempt, T> work) {
    Secrets secrets = order.target().secrets();
    if (secrets == null) {
      return work.apply(without(attempt));
    }
    try (SecretValues values = lent(order, secrets, attempt, needed)) {
      return work.apply(attempt.with(new HostSecrets(redactor, values)));
    }
  }

  /**
   * Does work with the one secret by which the worker proves who it is to a place of artifacts.
   *
   * @param token null for a place that asks for none, which the work is then told
   */
  <T> T withToken(
      HostOrder order,
      @Nullable SecretRef token,
      Attempt attempt,
      Function<@Nullable String, T> work) {
    if (token == null) {
      return work.apply(null);
    }
    Secrets one = new Secrets(List.of(new Secret(TOKEN, token)), SecretsVersion.FOLLOW, List.of());
    try (SecretValues values = keeper.lend(order.key(), one, List.of(), attempt.pulse())) {
      // Files of secrets often end with a line.
      return work.apply(Objects.requireNonNull(values.some(List.of(TOKEN)).get(TOKEN)).strip());
    }
  }

  private @Nullable SecretValues lent(
      HostOrder order, Secrets secrets, Attempt attempt, boolean needed) {
    try {
      return keeper.lend(order.key(), secrets, order.pins(), attempt.pulse());
    } catch (SecretsException e) {
      if (needed) {
        throw e;
      }
      return null;
    }
  }
}
