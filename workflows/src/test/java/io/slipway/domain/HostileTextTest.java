package io.slipway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.KeyRingText;
import io.slipway.contract.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are what they may be, or refused in plain words, whatever a text holds. */
class HostileTextTest {
  /** Each reads what its values write. */
  private static final List<Function<String, Object>> PARSERS =
      List.of(
          BatchSize::parse,
          Tolerance::parse,
          ApplicationName::of,
          StageName::of,
          HostName::of,
          Role::new,
          ReleaseId::of,
          Revision::of,
          RemotePath::of,
          SecretRef::parse);

  @Property(tries = 3000)
  void a_value_is_plain_or_refused_in_plain_words(@ForAll("texts") String text) {
    for (Function<String, Object> parser : PARSERS) {
      answer(parser, text)
          .ifPresent(
              value -> {
                assertEquals(PlainText.of(value.toString()), value.toString());
                assertEquals(value, parser.apply(value.toString()));
              });
    }
  }

  @Property(tries = 1000)
  void a_ring_of_keys_is_read_or_refused_in_plain_words(@ForAll("texts") String text) {
    answer(ring -> KeyRingText.read(ring, "ring"), text)
        .ifPresent(ring -> assertEquals(PlainText.of(ring.toString()), ring.toString()));
  }

  /** What it is read as; nothing when it is refused, in plain words. */
  private static Optional<Object> answer(Function<String, Object> parser, String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      assertEquals(PlainText.of(message), message);
      return Optional.empty();
    }
  }

  @Property(tries = 1000)
  void what_lies_below_a_path_stays_there(@ForAll("texts") String below) {
    RemotePath root = RemotePath.of("/srv/shop");
    try {
      String resolved = root.resolve(below).value();
      assertTrue(resolved.startsWith("/srv/shop/"), resolved);
      assertFalse((resolved + "/").contains("/../"), resolved);
    } catch (IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("path "), below);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+202611240000000", "-20261124000000", "-0260724000000", "+20261124000000",
        "２０２６１１２４００００００", "20261124000000\n", " 20261124000000", "20261124240000"
      })
  void a_release_id_is_14_digits_and_nothing_else(String text) {
    assertThrows(IllegalArgumentException.class, () -> ReleaseId.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vault:a#b\nc", "vault:a\u001b#b", "ssm:/a:b\r", "ssm:/a\u202eb", "env:A\u0000"})
  void a_reference_holds_nothing_that_acts(String text) {
    assertThrows(IllegalArgumentException.class, () -> SecretRef.parse(text));
  }

  @Property(tries = 1000)
  void plain_text_is_plain_and_stays_as_it_is(@ForAll String text) {
    String plain = PlainText.of(text);

    assertFalse(plain.chars().anyMatch(Character::isISOControl));
    assertEquals(plain, PlainText.of(plain));
    assertEquals(PlainText.lines(text), PlainText.lines(PlainText.lines(text)));
  }

  @Test
  void plain_text_shows_what_would_act() {
    assertEquals(
        "a\\nb\\r\\t\\e[2J\\u009b\\u202e\\u2028\\ud800\\U000e0041 é😀\\",
        PlainText.of("a\nb\r\t\u001b[2J\u009b\u202e\u2028\ud800\udb40\udc41 é😀\\"));
    assertEquals("a\nb\n\tc\\r", PlainText.lines("a\nb\r\n\tc\r"));
  }

  @Property(tries = 300)
  void values_are_refused_on_the_wire_as_well(@ForAll("texts") String text) throws Exception {
    String json = WireFormat.mapper().writeValueAsString(text);
    try {
      String value = WireFormat.mapper().readValue(json, RemotePath.class).value();
      assertEquals(PlainText.of(value), value);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      assertThrows(IllegalArgumentException.class, () -> RemotePath.of(text));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(
                "/",
                "..",
                ".",
                "//",
                "vault:",
                "ssm:",
                "env:",
                "exec:",
                "#",
                "?version=",
                ":",
                "a",
                "A9",
                "-",
                "_",
                "2026",
                "11240000",
                "+",
                "5",
                "%",
                "\n",
                "\r",
                "\t",
                " ",
                "\u0000",
                "\u001b[2J",
                "\u009b",
                "\u202e",
                "\u2028",
                "\ud800",
                "🚀",
                "$(id)",
                "`id`",
                "'",
                "\"",
                "\\",
                "k AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            Arbitraries.strings().ofMaxLength(3));
    return piece.list().ofMaxSize(8).map(pieces -> String.join("", pieces));
  }
}
