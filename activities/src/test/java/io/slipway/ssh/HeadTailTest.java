package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.shell.Captured;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeadTailTest {

  @Property
  void keeps_all_that_fits_and_else_the_ends(
      @ForAll @IntRange(max = 100) int length, @ForAll @IntRange(min = 1, max = 60) int piece) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('!' + i % 90);
    }
    HeadTail kept = new HeadTail(10, 20);

    for (int at = 0; at < length; at += piece) {
      kept.add(bytes, at, Math.min(piece, length - at));
    }
    Captured captured = kept.captured();

    String whole = new String(bytes, UTF_8);
    assertEquals(Math.max(0, length - 30), captured.omitted());
    if (length <= 30) {
      assertEquals(whole, captured.text());
    } else {
      assertTrue(captured.text().startsWith(whole.substring(0, 10)));
      assertTrue(captured.text().endsWith(whole.substring(length - 20)));
    }
  }

  @Test
  void cuts_no_character_in_two() {
    HeadTail kept = new HeadTail(10, 10);
    byte[] bytes = "äöü€".repeat(20).getBytes(UTF_8);

    kept.add(bytes, 0, bytes.length);

    assertFalse(kept.captured().text().contains("\uFFFD"), kept.captured().text());
  }
}
