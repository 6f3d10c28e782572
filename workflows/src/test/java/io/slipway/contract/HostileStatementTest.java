package io.slipway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent as a signed text is a whole statement, or is refused. */
class HostileStatementTest {
  private static final String GOOD = text();

  private static String text() {
    try {
      return WireFormat.mapper()
          .writeValueAsString(
              Statement.of(
                  Action.DEPLOY,
                  "default",
                  ApplicationName.of("shop"),
                  StageName.of("production"),
                  null,
                  "0123456789abcdef0123456789abcdef",
                  Instant.ofEpochSecond(1_700_000_000),
                  null,
                  Map.of("ref", "main")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(tries = 3000)
  void a_piece_in_a_statement(
      @ForAll("pieces") String piece,
      @ForAll @IntRange(max = 400) int at,
      @ForAll @IntRange(max = 12) int instead) {
    int from = Math.min(at, GOOD.length());
    int to = Math.min(from + instead, GOOD.length());
    isWholeOrRefused(GOOD.substring(0, from) + piece + GOOD.substring(to));
  }

  @Property(tries = 1000)
  void any_text(@ForAll String text) {
    isWholeOrRefused(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 100_000})
  void a_deep_text_is_refused(int deep) {
    assertThrows(
        IllegalArgumentException.class,
        () -> Statement.parse(GOOD.replace("\"main\"", "[".repeat(deep) + "]".repeat(deep))));
  }

  private static void isWholeOrRefused(String text) {
    try {
      Statement read = Statement.parse(text);
      assertEquals(Statement.FORMAT, read.format());
      assertTrue(read.nonce().length() >= 16);
      assertEquals(read, Statement.parse(text));
    } catch (IllegalArgumentException refused) {
      assertTrue(String.valueOf(refused.getMessage()).length() > 10, text);
    }
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "1e999",
            "-1",
            "\\",
            "\\u0000",
            "\n",
            "{}",
            "\"format\":1,",
            "\"nonce\":\"\",",
            "\"stage\":null,",
            "\"at\":1,",
            "\ud800",
            "/**/",
            "NaN"),
        Arbitraries.strings().ofMaxLength(3));
  }
}
