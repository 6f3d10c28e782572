package io.slipway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeyRingTextTest {
  private static final String A = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String B = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

  @Test
  void reads_keys_and_passes_comments_over() {
    KeyRing ring = KeyRingText.read("# of November\n\n  new\t" + A + "\nold " + B + "\n", "ring");

    assertEquals("new", ring.active().id());
    assertEquals("old " + B, ring.byId("old").map(KeyRingText::line).orElseThrow());
    assertTrue(ring.byId("none").isEmpty());
    assertEquals("key ring of ring", ring.toString());
    assertEquals("payload key new", ring.active().toString());
  }

  @Test
  void tells_all_faults_together_and_no_key() {
    String text = A + "\nshort QUJD\n-id " + A + "\nodd not/base64!\na " + A + "\na " + B + "\n";

    assertEquals(
        "ring: tried to read payload keys, but line 1: a line is ID, a blank, and the BASE64 form"
            + " of 32 bytes; line 2: the key short has 3 bytes, not 32; line 3: the id is not 1 to"
            + " 100 letters, digits and ._:-; line 4: the key odd is not BASE64; line 6: the key a"
            + " is there twice. Make a line with: slipway payload-keys new",
        assertThrows(IllegalArgumentException.class, () -> KeyRingText.read(text, "ring"))
            .getMessage());
  }

  @Test
  void an_empty_ring_is_none() {
    assertThrows(IllegalArgumentException.class, () -> KeyRingText.read("# nothing\n", "ring"));
  }
}
