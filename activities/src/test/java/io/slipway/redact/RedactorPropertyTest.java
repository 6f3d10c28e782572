package io.slipway.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RedactorPropertyTest {
  private static final String HOSTILE =
      "abcXYZ019 \t\n\r'\"\\/&<>%+=:;#$`~^|[](){}äß€ﬀ\u001b\u0007\u009b";

  /** What no value has, so that a text that was not touched shows it. */
  private static final String MARKED = "mnopqMNOPQ.,";

  @Property(tries = 2000)
  void nothing_is_left_of_a_value_whatever_its_shape_and_surroundings(
      @ForAll("values") String value,
      @ForAll("surroundings") String before,
      @ForAll("surroundings") String after,
      @ForAll Shape shape) {
    Redactor redactor = knowing(value);

    String left = redactor.redact(shape.of(before + value + after));

    assertFalse(left.contains(shape.of(value.strip())), left);
    assertTrue(left.contains(Redactor.MARK), left);
  }

  @Property(tries = 1000)
  void a_value_beside_other_text_is_found_in_any_shape(
      @ForAll("values") String value, @ForAll("surroundings") String around, @ForAll Shape shape) {
    Redactor redactor = knowing(value);
    String written = shape.of(value.strip());

    String left = redactor.redact(around + " " + written + " " + around);

    assertFalse(left.contains(written), left);
    assertTrue(left.contains(Redactor.MARK), left);
  }

  @Property(tries = 2000)
  void line_breaks_hide_nothing(
      @ForAll("values") String value, @ForAll Shape shape, @ForAll long seed) {
    Redactor redactor = knowing(value);
    Random random = new Random(seed);
    StringBuilder broken = new StringBuilder();
    for (char c : shape.of(value.strip()).toCharArray()) {
      broken.append(c).append(random.nextInt(3) > 0 ? "" : random.nextBoolean() ? "\n" : "\r\n   ");
    }

    String left = redactor.redact("," + broken + ",");

    assertEquals("," + Redactor.MARK + ",", left.replaceAll("[=\\s]*,$", ","));
  }

  @Property(tries = 2000)
  void characters_that_are_torn_into_bytes_hide_nothing(
      @ForAll("values") String value, @ForAll long seed) {
    Redactor redactor = knowing(value);

    String left = redactor.redact("," + torn(value.strip(), new Random(seed)) + ",");

    assertEquals("," + Redactor.MARK + ",", left.replaceAll("\\s*,$", ","));
  }

  private static String torn(String text, Random random) {
    ByteArrayOutputStream torn = new ByteArrayOutputStream();
    for (byte each : text.getBytes(UTF_8)) {
      torn.write(each);
      if (random.nextInt(3) == 0) {
        torn.writeBytes((random.nextBoolean() ? "\n" : "\r\n   ").getBytes(UTF_8));
      }
    }
    return torn.toString(UTF_8);
  }

  @Property(tries = 1000)
  void what_is_not_secret_stays(
      @ForAll("values") String value,
      @ForAll("otherTexts") String before,
      @ForAll("otherTexts") String after) {
    Redactor redactor = knowing(value);

    assertEquals(before, redactor.redact(before));
    assertEquals(
        before + "," + Redactor.MARK + "," + after,
        redactor.redact(before + "," + value.strip() + "," + after));
  }

  @Property(tries = 2000)
  void no_piece_of_a_value_is_left_where_a_text_is_cut(
      @ForAll("plainValues") String value,
      @ForAll("otherTexts") String before,
      @ForAll("otherTexts") String after,
      @ForAll @IntRange(min = 4, max = 30) int size) {
    Redactor redactor = knowing(value);
    String text = before + value + after;
    for (int from = 0; from < text.length(); from += size) {
      int to = Math.min(text.length(), from + size);

      String left = redactor.redactCut(text.substring(from, to), from > 0, to < text.length());

      for (String piece : pieces(value, 4)) {
        assertFalse(left.contains(piece), () -> piece + " is left in " + left);
      }
    }
  }

  @Property(tries = 2000)
  void no_piece_of_a_value_is_left_where_a_text_is_cut_inside_of_a_character(
      @ForAll("plainValues") String value,
      @ForAll("otherTexts") String before,
      @ForAll("otherTexts") String after,
      @ForAll @IntRange(min = 4, max = 30) int size) {
    Redactor redactor = knowing(value);
    byte[] bytes = (before + value + after).getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      int to = Math.min(bytes.length, from + size);
      String part = new String(bytes, from, to - from, UTF_8);

      String left = redactor.redactCut(part, from > 0, to < bytes.length);

      for (String piece : pieces(value, 4)) {
        assertFalse(left.contains(piece), () -> piece + " is left in " + left);
      }
    }
  }

  @Property(tries = 2000)
  void a_growing_text_is_redacted_as_a_whole_one(
      @ForAll("values") String value,
      @ForAll("otherTexts") String before,
      @ForAll("otherTexts") String after,
      @ForAll Shape shape,
      @ForAll @IntRange(min = 1, max = 30) int size) {
    assertGrows(knowing(value), before + shape.of(value.strip()) + after + "," + value + ".", size);
  }

  @Property(tries = 2000)
  void a_growing_text_with_torn_characters_is_redacted_as_a_whole_one(
      @ForAll("values") String value,
      @ForAll("otherTexts") String before,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int size) {
    assertGrows(knowing(value), before + torn(value.strip(), new Random(seed)) + ".", size);
  }

  private static void assertGrows(Redactor redactor, String text, int size) {
    StringBuilder told = new StringBuilder();
    String waiting = "";
    for (int from = 0; from < text.length(); from += size) {
      waiting += text.substring(from, Math.min(text.length(), from + size));
      int settled = redactor.settled(waiting);
      told.append(redactor.redact(waiting.substring(0, settled)));
      waiting = waiting.substring(settled);
    }
    told.append(redactor.redact(waiting));

    assertEquals(redactor.redact(text), told.toString());
  }

  private static Redactor knowing(String value) {
    Redactor redactor = new Redactor();
    redactor.know(List.of(value));
    return redactor;
  }

  private static List<String> pieces(String value, int length) {
    List<String> pieces = new ArrayList<>();
    IntStream.rangeClosed(0, value.length() - length)
        .forEach(at -> pieces.add(value.substring(at, at + length)));
    pieces.removeIf(String::isBlank);
    return pieces;
  }

  /** Control characters at its ends may stay. */
  private static boolean isSolid(String value) {
    return !Letters.isControl(value.charAt(0))
        && !Letters.isControl(value.charAt(value.length() - 1));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings()
        .withChars(HOSTILE)
        .ofMinLength(4)
        .ofMaxLength(40)
        .filter(value -> Forms.areLookedFor(value) && isSolid(value.strip()));
  }

  @Provide
  Arbitrary<String> plainValues() {
    return Arbitraries.strings()
        .withChars("abcXYZ019 '\"\\/&<>%+=:;#$äß€")
        .ofMinLength(8)
        .ofMaxLength(40)
        .filter(value -> value.equals(value.strip()) && Forms.areLookedFor(value));
  }

  @Provide
  Arbitrary<String> surroundings() {
    return Arbitraries.strings().withChars(HOSTILE + MARKED).ofMaxLength(20);
  }

  @Provide
  Arbitrary<String> otherTexts() {
    return Arbitraries.strings().withChars(MARKED).ofMaxLength(20);
  }
}
