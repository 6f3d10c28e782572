package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.KeyRing;
import io.slipway.codec.PayloadKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredKeyRingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final StoredKeyRings RINGS =
      StoredKeyRings.of(
          Map.of("NEW", "new " + KEY, "OLD", "old " + KEY, "TEXT", "no-ring-at-all"),
          Path.of("/home"));

  @Test
  void reads_the_text_that_a_reference_leads_to() {
    KeyRing ring = RINGS.open("env:NEW");

    assertEquals("new", ring.active().id());
    assertEquals("env:NEW", ring.source());
  }

  @Test
  void reads_what_a_command_prints() {
    assertEquals("new", RINGS.open("exec:printf 'new %s' " + KEY).active().id());

    String failed = refused("exec:echo something secret; exit 3");
    assertTrue(failed.contains("tried to read payload keys, but"), failed);
    assertTrue(failed.contains("Run it on the worker to see why"), failed);
    assertFalse(failed.replace("exec:echo something secret", "").contains("something"), failed);
  }

  @Test
  void joins_rings_of_which_the_first_encrypts() {
    KeyRing ring = RINGS.open("env:NEW, env:OLD");

    assertEquals("new", ring.active().id());
    assertEquals("old", ring.byId("old").map(PayloadKey::id).orElseThrow());
    assertTrue(ring.byId("older").isEmpty());
    assertEquals("env:NEW, env:OLD", ring.source());
  }

  @Test
  void does_not_repeat_what_may_be_a_key() {
    String set = refused("new " + KEY);
    String text = refused("env:TEXT");

    assertEquals(
        "Tried to read payload keys, but what is set for them is no reference. Begin it with one of"
            + " transit:, vault:, ssm:, file:, env:, exec:.",
        set);
    assertTrue(text.startsWith("env:TEXT: tried to read payload keys, but line 1: "), text);
    assertFalse(text.contains("no-ring-at-all"), text);
  }

  @Test
  void tells_what_is_wrong_with_a_store() {
    assertEquals(
        "vault:secret/data/keys#ring: tried to read payload keys, but the worker does not know"
            + " where Vault is. Set VAULT_ADDR where the worker is started, such as"
            + " https://vault.example.com:8200.",
        refused("vault:secret/data/keys#ring"));
    assertTrue(
        refused("transit:slipway").startsWith("transit:slipway: tried to read payload keys"));
    assertTrue(refused("env:NONE").contains("but"), refused("env:NONE"));
  }

  private static String refused(String reference) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> RINGS.open(reference)).getMessage());
  }
}
