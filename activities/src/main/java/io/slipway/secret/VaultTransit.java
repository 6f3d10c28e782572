package io.slipway.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Vault's transit engine as the keeper of a key that never leaves it: it makes keys of ours and
 * wraps them, and unwraps them for whoever may.
 */
final class VaultTransit {
  private final VaultHttp vault;
  private final VaultSession session;

  VaultTransit(VaultHttp vault, VaultSession session) {
    this.vault = vault;
    this.session = session;
  }

  /**
   * A key of 32 bytes.
   *
   * @param wrapped as Vault unwraps it again, such as {@code vault:v1:...}
   */
  record DataKey(SecretKey plain, String wrapped) {
    /** Without the key. */
    @Override
    public String toString() {
      return "a data key";
    }
  }

  /**
   * Makes a key.
   *
   * @param ref the engine's path and the key's name: {@code transit/NAME}
   */
  DataKey make(SecretRef ref) {
    JsonNode data = ask(ref, "datakey/plaintext", Map.of("bits", 256), NOT_MADE);
    return new DataKey(decoded(data), data.path("ciphertext").asText());
  }

  SecretKey unwrap(SecretRef ref, String wrapped) {
    return decoded(ask(ref, "decrypt", Map.of("ciphertext", wrapped), NOT_UNWRAPPED));
  }

  /** Why Vault takes a request for a wrong one, which its status does not tell. */
  private record Refusal(String reason, String remedy) {}

  private static final Refusal NOT_MADE =
      new Refusal(
          "Vault has no such transit key, or it is none that encrypts",
          "Make one: bao write -f transit/keys/NAME type=aes256-gcm96");

  private static final Refusal NOT_UNWRAPPED =
      new Refusal(
          "Vault does not unwrap its key: it is of a version before the transit key's"
              + " min_decryption_version, or of another transit key",
          "Lower min_decryption_version for as long as it must be read, or name the transit key"
              + " that wrapped it.");

  private JsonNode ask(SecretRef ref, String verb, Map<String, ?> body, Refusal refusal) {
    String path = VaultStore.fit(ref);
    int slash = path.lastIndexOf('/');
    String full = "%s/%s/%s".formatted(path.substring(0, slash), verb, path.substring(slash + 1));
    VaultHttp.Answer answer = session.ask(ref, token -> vault.post(ref, token, full, body));
    if (answer.status() == 400) {
      throw new SecretException(Obstacle.DENIED, ref, refusal.reason(), refusal.remedy());
    }
    if (!answer.good()) {
      throw VaultFaults.of(ref, answer, full, "update");
    }
    return answer.body().path("data");
  }

  private static SecretKey decoded(JsonNode data) {
    return new SecretKeySpec(Base64.getDecoder().decode(data.path("plaintext").asText()), "AES");
  }
}
