package io.slipway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logs in with a signed statement: of Kubernetes, or of a CI system. */
final class VaultJwt implements VaultLogin {
  private static final String OF_THE_POD = "/var/run/secrets/kubernetes.io/serviceaccount/token";

  private final String name;
  private final String mount;
  private final String role;
  private final Path file;
  private final @Nullable String variable;

  private VaultJwt(String name, String mount, String role, Path file, @Nullable String variable) {
    this.name = name;
    this.mount = mount;
    this.role = role;
    this.file = file;
    this.variable = variable;
  }

  static VaultJwt of(Map<String, String> environment, String name, String mount, SecretRef ref) {
    String role = environment.getOrDefault("SLIPWAY_VAULT_ROLE", "").strip();
    String file = environment.getOrDefault("SLIPWAY_VAULT_JWT_FILE", "").strip();
    String variable = environment.getOrDefault("SLIPWAY_VAULT_JWT", "").strip();
    boolean pod = name.equals("kubernetes");
    if (role.isEmpty() || (!pod && file.isEmpty() && variable.isEmpty())) {
      throw VaultSettings.unfit(
          ref,
          "the worker lacks what it needs to log in to Vault by " + name,
          pod
              ? "Set SLIPWAY_VAULT_ROLE."
              : "Set SLIPWAY_VAULT_ROLE, and one of SLIPWAY_VAULT_JWT_FILE and SLIPWAY_VAULT_JWT.");
    }
    return new VaultJwt(
        name,
        mount,
        role,
        Path.of(file.isEmpty() ? OF_THE_POD : file),
        file.isEmpty() && !variable.isEmpty() ? variable : null);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public VaultToken token(VaultHttp vault, SecretRef ref) {
    String statement = variable == null ? proof(file, ref) : variable;
    return VaultToken.logIn(vault, ref, name, mount, Map.of("role", role, "jwt", statement));
  }

  /** What a file holds that proves who the worker is; read anew each time, for it is replaced. */
  static String proof(Path file, SecretRef ref) {
    try {
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new SecretException(
          Obstacle.DENIED,
          ref,
          "%s, with which the worker logs in to Vault, cannot be read".formatted(file),
          "Put it there, readable for the worker's user.");
    }
  }
}
