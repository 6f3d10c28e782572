package io.slipway.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExcerptTest {
  @ParameterizedTest
  @CsvSource({"5, hello, hello", "5, hello!, he…", "6, ééé, ééé", "6, éééé, é…", "7, 😀😀😀, 😀…"})
  void a_head_keeps_whole_characters(int bytes, String text, String expected) {
    assertEquals(expected, Excerpt.head(bytes, text));
  }

  @Property
  void a_head_keeps_the_limit(
      @ForAll String text, @ForAll @IntRange(min = 3, max = 300) int bytes) {
    String head = Excerpt.head(bytes, text);

    assertTrue(head.getBytes(UTF_8).length <= bytes);
    assertTrue(head.equals(text) || head.endsWith("…"));
  }

  @ParameterizedTest
  @CsvSource({"5, hello, hello", "5, hello!, ello!", "5, éééé, éé", "3, 😀, ''"})
  void a_tail_keeps_whole_characters(int bytes, String text, String expected) {
    assertEquals(expected, Excerpt.tail(bytes, text));
  }

  @Property
  void a_tail_is_an_end_of_the_text_within_its_limit(
      @ForAll String text, @ForAll @IntRange(max = 40) int bytes) {
    String sent = new String(text.getBytes(UTF_8), UTF_8);
    String tail = Excerpt.tail(bytes, sent);

    assertTrue(sent.endsWith(tail));
    assertTrue(tail.getBytes(UTF_8).length <= bytes);
  }
}
