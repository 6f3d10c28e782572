package io.slipway.starter.capistrano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.starter.capistrano.RubyText.BeyondReading;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RubyTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          :a, "b"                               | ["a","b"]
          (:a, 'it''s')  # why                  | beyond
          'it\\'s \\n'                          | ["it's \\\\n"]
          "a\\tb #{fetch(:application)}-x"      | ["a\\tb shop-x"]
          :x, %w{a b}, %i[c d], %w(e)           | ["x",["a","b"],["c","d"],["e"]]
          :x, [1, 2_000, 1.5, true, nil]        | ["x",[1,2000,1.5,true,null]]
          :x, { a: 1, :b => "2", "c" => [3] }   | ["x",{"a":1,"b":"2","c":[3]}]
          "h", roles: %w{app}, user: "u"        | ["h",{"roles":["app"],"user":"u"}]
          :x, fetch(:application)               | ["x","shop"]
          """)
  void reads_what_stands_there(String text, String expected) throws BeyondReading {
    if (expected.equals("beyond")) {
      assertThrows(BeyondReading.class, () -> arguments(text));
    } else {
      assertEquals(expected, arguments(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":a, ENV['X']",
        ":a, -> { 1 }",
        ":a, \"#{`date`}\"",
        ":a, fetch(:unknown)",
        ":a, 'b' + 'c'",
        ":a, 'b'.upcase",
        ":a, b",
        ":a, \"never ends",
        ":a, %w(never",
        ":a, [1",
        ":a, 'b' if c",
        ""
      })
  void leaves_to_ruby_what_takes_ruby(String text) {
    assertThrows(BeyondReading.class, () -> arguments(text));
  }

  @Property
  void reads_any_text_or_says_that_it_cannot(@ForAll String text) {
    try {
      String unused = arguments(text);
    } catch (BeyondReading e) {
      assertEquals(0, e.getStackTrace().length);
    }
  }

  private static String arguments(String text) throws BeyondReading {
    return new RubyText(
            text,
            0,
            name -> name.equals("application") ? JsonNodeFactory.instance.textNode("shop") : null)
        .arguments().stream().map(JsonNode::toString).collect(Collectors.joining(",", "[", "]"));
  }
}
