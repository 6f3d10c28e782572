package io.slipway.secret;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logs in with a role's id and a secret one, which may come wrapped. */
final class VaultAppRole implements VaultLogin {
  private final String mount;
  private final String roleId;
  private final Path secretId;
  private final boolean wrapped;
  private @Nullable String lastWrapping;
  private @Nullable String unwrapped;

  private VaultAppRole(String mount, String roleId, Path secretId, boolean wrapped) {
    this.mount = mount;
    this.roleId = roleId;
    this.secretId = secretId;
    this.wrapped = wrapped;
  }

  static VaultAppRole of(Map<String, String> environment, String mount, SecretRef ref) {
    String role = environment.getOrDefault("SLIPWAY_VAULT_ROLE_ID", "").strip();
    String plain = environment.getOrDefault("SLIPWAY_VAULT_SECRET_ID_FILE", "").strip();
    String wrapped = environment.getOrDefault("SLIPWAY_VAULT_WRAPPED_SECRET_ID_FILE", "").strip();
    if (role.isEmpty() || plain.isEmpty() == wrapped.isEmpty()) {
      throw VaultSettings.unfit(
          ref,
          "the worker lacks what it needs to log in to Vault by approle",
          "Set SLIPWAY_VAULT_ROLE_ID, and one of SLIPWAY_VAULT_SECRET_ID_FILE and"
              + " SLIPWAY_VAULT_WRAPPED_SECRET_ID_FILE.");
    }
    return new VaultAppRole(
        mount, role, Path.of(plain.isEmpty() ? wrapped : plain), plain.isEmpty());
  }

  @Override
  public String name() {
    return "approle";
  }

  @Override
  public synchronized VaultToken token(VaultHttp vault, SecretRef ref) {
    String read = VaultJwt.proof(secretId, ref);
    String secret = wrapped ? unwrap(vault, ref, read) : read;
    return VaultToken.logIn(
        vault, ref, name(), mount, Map.of("role_id", roleId, "secret_id", secret));
  }

  /** Works once for each wrapping, so what was in it is kept for the next log-in. */
  private String unwrap(VaultHttp vault, SecretRef ref, String wrapping) {
    if (unwrapped != null && wrapping.equals(lastWrapping)) {
      return unwrapped;
    }
    VaultHttp.Answer answer = vault.post(ref, wrapping, "sys/wrapping/unwrap", Map.of());
    String secret = answer.body().path("data").path("secret_id").asText();
    if (!answer.good() || secret.isEmpty()) {
      throw VaultFaults.away(ref, answer.status())
          .orElseGet(
              () ->
                  new SecretException(
                      Obstacle.DENIED,
                      ref,
                      "the wrapped secret id in %s is worth nothing any more: it is too old, or was"
                              .formatted(secretId)
                          + " unwrapped before, and if not by this worker then by somebody else",
                      "Find out who did, revoke what they got, and give the worker a new one."));
    }
    lastWrapping = wrapping;
    unwrapped = secret;
    return secret;
  }
}
