package io.slipway.secret;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.util.Map;

/** Variables of the worker's own environment. */
final class EnvStore implements SecretStore {
  private final Map<String, String> environment;
  private final SecretPermissions permissions;

  EnvStore(Map<String, String> environment, SecretPermissions permissions) {
    this.environment = environment;
    this.permissions = permissions;
  }

  @Override
  public SecretDocument read(SecretRef ref) {
    if (!permissions.variable(ref.path())) {
      throw new SecretException(
          Obstacle.DENIED,
          ref,
          "this worker gives out no such variable of its own",
          "Allow it in the worker's environment: %s=%s"
              .formatted(SecretPermissions.ENV, ref.path()));
    }
    String value = environment.get(ref.path());
    if (value == null) {
      throw new SecretException(
          Obstacle.MISSING,
          ref,
          "the worker's environment does not have it",
          "Set it where the worker is started.");
    }
    return new SecretDocument(Map.of(SecretDocument.ONLY, value), null, null, null);
  }

  @Override
  public void giveBack(String lease) {}

  @Override
  public void close() {}
}
