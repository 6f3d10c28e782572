package io.slipway.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.util.Map;

/** A token of Vault, and how long it lasts. */
final class VaultToken {
  private final String value;
  private final boolean renewable;
  private final long got = System.nanoTime();
  private final long lifeNanos;

  /**
   * @param lifeSeconds from now on; 0 when it does not expire
   */
  VaultToken(String value, boolean renewable, long lifeSeconds) {
    this.value = value;
    this.renewable = renewable;
    this.lifeNanos = lifeSeconds * 1_000_000_000L;
  }

  /** Asks Vault for a token with what proves who we are. */
  static VaultToken logIn(
      VaultHttp vault, SecretRef ref, String name, String mount, Map<String, String> proof) {
    VaultHttp.Answer answer = vault.post(ref, null, "auth/" + mount + "/login", proof);
    JsonNode auth = answer.body().path("auth");
    if (answer.good() && auth.path("client_token").isTextual()) {
      return of(auth);
    }
    throw VaultFaults.away(ref, answer.status())
        .orElseGet(
            () ->
                new SecretException(
                    Obstacle.DENIED,
                    ref,
                    "Vault refuses the worker's log-in by %s at auth/%s (status %d)"
                        .formatted(name, mount, answer.status()),
                    "Look at that role in Vault, and at the SLIPWAY_VAULT_ settings of the"
                        + " worker."));
  }

  static VaultToken of(JsonNode auth) {
    return new VaultToken(
        auth.path("client_token").asText(),
        auth.path("renewable").asBoolean(),
        auth.path("lease_duration").asLong());
  }

  String value() {
    return value;
  }

  boolean renewable() {
    return renewable;
  }

  boolean expires() {
    return lifeNanos > 0;
  }

  /** After this long it should be renewed: two thirds of its life, of which some may be over. */
  long nanosToRenewal() {
    return lifeNanos / 3 * 2 - (System.nanoTime() - got);
  }

  boolean due() {
    return expires() && nanosToRenewal() <= 0;
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "a token of Vault";
  }
}
