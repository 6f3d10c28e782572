package io.slipway.secret;

import io.slipway.domain.SecretRef;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A way to get a token of Vault. */
interface VaultLogin {
  /** What messages call it. */
  String name();

  /**
   * A token, which may be the last one again.
   *
   * @throws SecretException when there is none to be had
   */
  VaultToken token(VaultHttp vault, SecretRef ref);

  /** The way that the worker's environment asks for: tokens when it says nothing. */
  static VaultLogin of(Map<String, String> environment, Path home, SecretRef ref) {
    String way = environment.getOrDefault("SLIPWAY_VAULT_AUTH", "token").strip();
    String mount =
        Optional.ofNullable(environment.get("SLIPWAY_VAULT_AUTH_MOUNT")).orElse(way).strip();
    return switch (way) {
      case "token" -> VaultGivenToken.of(environment, home);
      case "approle" -> VaultAppRole.of(environment, mount, ref);
      case "kubernetes", "jwt" -> VaultJwt.of(environment, way, mount, ref);
      default ->
          throw VaultSettings.unfit(
              ref,
              "SLIPWAY_VAULT_AUTH of the worker is none of token, approle, kubernetes, jwt",
              "Set it to one of them.");
    };
  }
}
