package io.slipway.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.redact.Redactor.Known;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String VALUE = "pä's \"w/rd\\+&<%41>";

  private final Redactor redactor = new Redactor();

  @ParameterizedTest
  @EnumSource(Shape.class)
  void finds_each_shape(Shape shape) {
    redactor.know(List.of(VALUE));

    String written = shape.of("before:" + VALUE + ":after");

    String left = redactor.redact(written);
    assertTrue(left.contains(Redactor.MARK), () -> "not found in " + written);
    assertFalse(left.contains(shape.of(VALUE)), left);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2-hunter2",
        "hun\nter2-hunter2",
        "hun\r\n      ter2-\n\t\thunter2",
        "hunter2\u001b[0m-\u001b[31;1mhunter2",
        "hunter2\u001b]0;title\u0007-hunter2",
        "hun\u001b[0m\r\n  ter2-hunter2",
        "h\bunter2-hunter2",
        "hunter2%2\ndhunter2",
        "aHVudGVy\n  Mi1odW50ZXIy",
        "68756e746572322d68756e746572\r\n32",
      })
  void finds_it_with_breaks_in_it(String written) {
    redactor.know(List.of("hunter2-hunter2"));

    assertEquals("a [secret]; b", redactor.redact("a " + written + "; b"));
  }

  @Test
  void a_break_may_stand_for_blanks_of_the_value() {
    redactor.know(List.of("correct horse  battery"));

    assertEquals("<[secret]>", redactor.redact("<correct\n    horse\nbattery>"));
    assertEquals("<[secret]>", redactor.redact("<correct\n horse \n battery>"));
    assertEquals("<correct horse battery>", redactor.redact("<correct horse battery>"));
  }

  @Test
  void finds_it_where_its_characters_were_torn_into_bytes_and_leaves_all_else() {
    redactor.know(List.of("pass wörd"));

    assertEquals("é <[secret]> é", redactor.redact("é <pass w\uFFFD\n\uFFFDrd> é"));
    assertEquals("<[secret]>", redactor.redact("<pass w\uFFFDrd>"));
    assertEquals("é \uFFFD pass wurd", redactor.redact("é \uFFFD pass wurd"));
    assertEquals("pass w\u00FCrd \uFFFD", redactor.redact("pass w\u00FCrd \uFFFD"));

    redactor.know(List.of("пароль"));

    assertEquals("<[secret]> é", redactor.redact("<\uFFFD\n\uFFFD\nароль> é"));
  }

  @Test
  void finds_a_piece_that_ends_with_blanks_between_torn_characters() {
    redactor.know(List.of("xäaaä  ßyyyyyyyy"));

    assertEquals("[secret]", redactor.redactCut("\uFFFDaaä  ", true, true));
    assertEquals("[secret]", redactor.redactCut("x\uFFFDaaä \n", false, true));
    assertEquals("\uFFFDaaä  ", redactor.redactCut("\uFFFDaaä  ", true, false));
    assertEquals(1, redactor.settled("-x\uFFFDaaä \n"));
  }

  @Test
  void a_growing_text_is_not_parted_inside_of_a_torn_value() {
    redactor.know(List.of("ﬀ`0Y+"));

    assertEquals(2, redactor.settled("--\uFFFD\n  \uFFFD`0Y+\n"));
  }

  @Test
  void finds_the_lines_of_a_value_as_well() {
    redactor.know(List.of("first line\n  second line\n}\n"));

    assertEquals(
        "[secret], [secret] }, [secret]",
        redactor.redact("first line, second line }, first line\n  second line\n}"));
    assertEquals("[secret]", redactor.redact("first line\\r\\n  second line\\r\\n}"));
  }

  @Test
  void finds_values_that_overlap_or_begin_alike() {
    redactor.know(List.of("abcdef", "defghi", "abcdefxyz"));

    assertEquals("-[secret]-", redactor.redact("-abcdefghi-"));
    assertEquals("-[secret]-[secret]q", redactor.redact("-abcdefxyz-abcdefq"));
  }

  @Test
  void finds_a_very_long_value_by_its_pieces() {
    String value = "0123456789abcdef!".repeat(400);
    redactor.know(List.of(value));

    String left = redactor.redact("a" + value + "z");

    assertTrue(left.replace(Redactor.MARK, "").equals("az"), left);
  }

  @Test
  void lets_be_what_is_no_value() {
    String text = "plain %zz &amp; 'text' \\ with \"quotes\" + more\n";

    assertSame(text, redactor.redact(text));
    redactor.know(List.of("hunter2-hunter2"));
    assertSame(text, redactor.redact(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", " abc \n", "    ", "secret", "\u001b[0", "[secret]"})
  void does_not_look_for_what_is_found_everywhere(String value) {
    redactor.know(List.of(value));

    assertTrue(redactor.isIdle());
  }

  @Test
  void knows_a_value_until_all_who_made_it_known_are_done() {
    Known one = redactor.know(List.of("value-1", "value-2"));
    Known other = redactor.know(List.of("value-2"));

    one.close();
    one.close();
    assertEquals("value-1 [secret]", redactor.redact("value-1 value-2"));
    other.close();
    assertTrue(redactor.isIdle());
    assertEquals("value-1 value-2", redactor.redact("value-1 value-2"));
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, ter2-hunter2 and hunter2-hun",
    "true, false, [secret] and hunter2-hun",
    "false, true, ter2-hunter2 and [secret]",
    "true, true, [secret] and [secret]"
  })
  void takes_out_pieces_at_cut_edges(boolean before, boolean after, String expected) {
    redactor.know(List.of("hunter2-hunter2"));

    assertEquals(expected, redactor.redactCut("ter2-hunter2 and hunter2-hun", before, after));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r2-hun", "2d%68unter2", "\n   er2-hunt", "[0mter2-hunter2"})
  void takes_out_a_middle_piece_and_what_is_left_of_an_escape(String piece) {
    redactor.know(List.of("hunter2-hunter2"));

    assertEquals("[secret]", redactor.redactCut(piece, true, true));
  }

  @ParameterizedTest
  @CsvSource({
    "'some text hunter2-p', 10",
    "'some text h', 10",
    "'some text hunter2%', 10",
    "'some text hunter2\n  ', 10",
    "'some text hunter2-passwd', 24",
    "'some text hunter2x', 18",
    "'', 0"
  })
  void tells_how_much_of_a_growing_text_is_settled(String text, int settled) {
    redactor.know(List.of("hunter2-passwd"));

    assertEquals(settled, redactor.settled(text));
  }

  @Test
  void never_settles_in_the_middle_of_a_value() {
    redactor.know(List.of("abcdef", "defghi"));

    assertEquals(2, redactor.settled("--abcdefg"));
  }

  @Test
  void ends_in_time_whatever_the_value() {
    redactor.know(List.of("'".repeat(60) + "x", "\\".repeat(60) + "x", "%25".repeat(30) + "x"));

    String text = "'".repeat(200) + "\\".repeat(200) + "%2525".repeat(100);

    assertEquals(text, redactor.redact(text));
  }

  @Test
  void shows_no_value_itself() {
    redactor.know(List.of("hunter2-hunter2"));

    assertEquals("redactor that is at work", redactor.toString());
  }
}
