package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRing;
import io.slipway.codec.MissingKeyException;
import io.slipway.testbench.OpenBao;
import io.temporal.api.common.v1.Payload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payload keys that a real OpenBao keeps, or wraps. */
class StoredKeyRingsIT {
  private static final Path HOME = Path.of("/home");
  private static final Payload CLEAR =
      Payload.newBuilder().setData(ByteString.copyFromUtf8("web1")).build();

  private static OpenBao bao;

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final StoredKeyRings writer = rings();
  private final StoredKeyRings reader = rings();

  @BeforeAll
  static void start() {
    bao = OpenBao.start();
    bao.enableKv2("secret");
    bao.enable("transit", "transit", Map.of());
    bao.policy(
        "worker",
        """
        path "secret/data/slipway" { capabilities = ["read"] }
        path "transit/datakey/plaintext/*" { capabilities = ["update"] }
        path "transit/decrypt/*" { capabilities = ["update"] }
        """);
  }

  @AfterAll
  static void stop() {
    if (bao != null) {
      bao.close();
    }
  }

  @AfterEach
  void close() {
    writer.close();
    reader.close();
  }

  @Test
  void a_text_in_a_field() {
    String ring = "2026 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
    bao.call("POST", "secret/data/slipway", Map.of("data", Map.of("payload-keys", ring)));

    assertEquals("2026", writer.open("vault:secret/data/slipway#payload-keys").active().id());
    assertTrue(refused("vault:secret/data/slipway#other").contains("there is no such field"));
    assertTrue(refused("vault:secret/data/far#x").contains("path \"secret/data/far\""));
  }

  @Test
  void what_one_process_wraps_another_unwraps_once() {
    Payload encrypted = encrypt(made("shared"));
    KeyRing other = reader.open("transit:shared");
    long asked = bao.requests("update", "transit/decrypt/shared");

    assertEquals(CLEAR, decrypt(other, encrypted));
    assertEquals(CLEAR, decrypt(other, encrypted));
    assertEquals(asked + 1, bao.requests("update", "transit/decrypt/shared"));
    assertNotEquals(writer.open("transit:shared").active().id(), other.active().id());
  }

  @Test
  void each_hour_has_a_key_and_old_ones_are_read_after_a_rotation() {
    KeyRing ring = made("rotated");
    Payload first = encrypt(ring);
    bao.call("POST", "transit/keys/rotated/rotate", Map.of());
    assertEquals(keyOf(first), keyOf(encrypt(ring)));

    now = now.plus(Duration.ofHours(1));
    Payload second = encrypt(ring);

    assertTrue(keyOf(first).startsWith("vault:v1:"), keyOf(first));
    assertTrue(keyOf(second).startsWith("vault:v2:"), keyOf(second));
    KeyRing other = reader.open("transit:rotated");
    assertEquals(CLEAR, decrypt(other, first));
    assertEquals(CLEAR, decrypt(other, second));
  }

  @Test
  void a_version_that_is_shut_out_is_told_plainly() {
    Payload old = encrypt(made("shut"));
    bao.call("POST", "transit/keys/shut/rotate", Map.of());
    bao.call("POST", "transit/keys/shut/config", Map.of("min_decryption_version", 2));
    KeyRing other = reader.open("transit:shut");

    assertEquals(
        "tried to read a payload with transit:shut, but Vault does not unwrap its key: it is of a"
            + " version before the transit key's min_decryption_version, or of another transit key."
            + " Lower min_decryption_version for as long as it must be read, or name the transit"
            + " key that wrapped it.",
        assertThrows(MissingKeyException.class, () -> decrypt(other, old)).getMessage());
    assertThrows(
        MissingKeyException.class,
        () -> decrypt(other, with(old, "vault:v1:A")),
        "a wrapped key of nobody");
  }

  @Test
  void goes_on_with_the_last_key_while_vault_is_sealed() {
    KeyRing ring = made("sealed");
    String before = ring.active().id();
    bao.seal();
    try {
      now = now.plus(Duration.ofHours(2));
      assertEquals(before, ring.active().id());
    } finally {
      bao.unseal();
    }
    now = now.plus(Duration.ofMinutes(1));
    assertNotEquals(before, ring.active().id());
  }

  @Test
  void needs_a_transit_key_and_says_so() {
    assertTrue(refused("transit:far/away/key").contains("path \"far/away/datakey/plaintext/key\""));
    bao.call("POST", "transit/keys/signs", Map.of("type", "ed25519"));
    String words = refused("transit:signs");
    assertTrue(words.contains("Vault has no such transit key, or it is none that encrypts"), words);
    assertFalse(words.contains("http"), words);
  }

  private StoredKeyRings rings() {
    Map<String, String> environment =
        Map.of("VAULT_ADDR", bao.address(), "VAULT_TOKEN", bao.token("1h", "worker"));
    return new StoredKeyRings(SecretStores.open(environment, HOME, SecretPermissions.all()), clock);
  }

  private KeyRing made(String key) {
    bao.call("POST", "transit/keys/" + key, Map.of());
    return writer.open("transit:" + key);
  }

  private String refused(String reference) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> writer.open(reference)).getMessage());
  }

  private static Payload encrypt(KeyRing ring) {
    return EncryptingCodec.with(ring).encode(List.of(CLEAR)).getFirst();
  }

  private static Payload decrypt(KeyRing ring, Payload payload) {
    return EncryptingCodec.with(ring).decode(List.of(payload)).getFirst();
  }

  private static Payload with(Payload payload, String key) {
    return payload.toBuilder()
        .putMetadata("encryption-key-id", ByteString.copyFromUtf8(key))
        .build();
  }

  private static String keyOf(Payload payload) {
    return payload.getMetadataOrThrow("encryption-key-id").toStringUtf8();
  }
}
