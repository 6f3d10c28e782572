package io.slipway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token that somebody else has got: a variable, or a file that an agent may write anew. */
final class VaultGivenToken implements VaultLogin {
  private final @Nullable String variable;
  private final Path file;

  private VaultGivenToken(@Nullable String variable, Path file) {
    this.variable = variable;
    this.file = file;
  }

  static VaultGivenToken of(Map<String, String> environment, Path home) {
    String variable = environment.getOrDefault("VAULT_TOKEN", "").strip();
    String file = environment.getOrDefault("VAULT_TOKEN_FILE", "").strip();
    return new VaultGivenToken(
        variable.isEmpty() ? null : variable,
        file.isEmpty() ? home.resolve(".vault-token") : Path.of(file));
  }

  @Override
  public String name() {
    return variable == null ? "the token in " + file : "VAULT_TOKEN";
  }

  @Override
  public VaultToken token(VaultHttp vault, SecretRef ref) {
    String value = variable == null ? read(ref) : variable;
    VaultHttp.Answer answer = vault.get(ref, value, "auth/token/lookup-self", null);
    if (!answer.good()) {
      throw VaultFaults.away(ref, answer.status()).orElseGet(() -> worthless(ref));
    }
    JsonNode data = answer.body().path("data");
    return new VaultToken(value, data.path("renewable").asBoolean(), data.path("ttl").asLong());
  }

  private String read(SecretRef ref) {
    try {
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new SecretException(
          Obstacle.DENIED,
          ref,
          "the worker has no token for Vault: VAULT_TOKEN is not set, and %s cannot be read"
              .formatted(file),
          "Set one of them, or SLIPWAY_VAULT_AUTH to another way to log in.");
    }
  }

  private SecretException worthless(SecretRef ref) {
    return new SecretException(
        Obstacle.DENIED,
        ref,
        "Vault does not know %s: it expired, was revoked, or its policy lacks auth/token/lookup-self"
            .formatted(name()),
        "Give the worker a new one; with approle, kubernetes or jwt it gets them by itself.");
  }
}
