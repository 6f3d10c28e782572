package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClipTest {
  @ParameterizedTest
  @CsvSource({"5, hello, hello", "5, hello!, he…", "6, ééé, ééé", "6, éééé, é…", "7, 😀😀😀, 😀…"})
  void keeps_whole_characters(int bytes, String text, String expected) {
    assertEquals(expected, Clip.to(bytes, text));
  }

  @Property
  void keeps_the_limit(@ForAll String text, @ForAll @IntRange(min = 3, max = 300) int bytes) {
    String clipped = Clip.to(bytes, text);

    assertTrue(clipped.getBytes(StandardCharsets.UTF_8).length <= bytes);
    assertTrue(clipped.equals(text) || clipped.endsWith("…"));
  }
}
