package io.slipway.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.util.Optional;

/** What Vault's refusals mean. Told from status and shape alone; its texts are not passed on. */
final class VaultFaults {
  private VaultFaults() {}

  /** The fault of a status that says nothing about the request but that it was not looked at. */
  static Optional<SecretException> away(SecretRef ref, int status) {
    String reason =
        switch (status) {
          case 429 -> "Vault asks to be asked less often";
          case 501 -> "Vault is not set up yet (status 501)";
          case 503 -> "Vault is sealed, or is being looked after";
          default -> "Vault cannot answer now (status %d)".formatted(status);
        };
    boolean passing = status < 200 || (status >= 300 && status < 400) || status == 412;
    return passing || status == 429 || status == 472 || status == 473 || status >= 500
        ? Optional.of(
            new SecretException(
                Obstacle.AWAY, ref, reason, "Look at Vault; bao status says how it is."))
        : Optional.empty();
  }

  /**
   * The fault of an answer that is not a good one.
   *
   * @param capability that the request needs
   */
  static SecretException of(
      SecretRef ref, VaultHttp.Answer answer, String path, String capability) {
    return away(ref, answer.status())
        .orElseGet(
            () ->
                switch (answer.status()) {
                  case 403 -> denied(ref, path, capability);
                  case 404 -> missing(ref, answer.body());
                  default ->
                      new SecretException(
                          Obstacle.MISUSED,
                          ref,
                          "Vault takes the request for a wrong one (status %d)"
                              .formatted(answer.status()),
                          "Does this path answer to 'bao read %s'?".formatted(path));
                });
  }

  private static SecretException denied(SecretRef ref, String path, String capability) {
    return new SecretException(
        Obstacle.DENIED,
        ref,
        "Vault does not allow it to the worker",
        "Add to a policy of the worker's token: path \"%s\" { capabilities = [\"%s\"] }"
            .formatted(path, capability));
  }

  /** There is nothing, or only what is told of a version that was taken away. */
  static SecretException missing(SecretRef ref, JsonNode body) {
    JsonNode metadata = body.path("data").path("metadata");
    String which = ref.version() == null ? "its newest version" : "version " + ref.version();
    if (metadata.path("destroyed").asBoolean()) {
      return new SecretException(
          Obstacle.MISSING, ref, which + " was destroyed", "Write a new one, and refer to that.");
    }
    if (!metadata.path("deletion_time").asText().isEmpty()) {
      return new SecretException(
          Obstacle.MISSING,
          ref,
          which + " was deleted",
          "Write a new one, or bring it back: bao kv undelete.");
    }
    return new SecretException(
        Obstacle.MISSING,
        ref,
        ref.version() == null
            ? "Vault has nothing at this path"
            : "Vault has no version %s at this path".formatted(ref.version()),
        "Look at the path: that of a KV engine of version 2 has data/ behind the engine's name.");
  }
}
