package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.starter.output.Printable;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web1.example.com       | web1.example.com
          web[1-3]               | web1 web2 web3
          web[08-11].example.com | web08.example.com web09.example.com web10.example.com web11.example.com
          web[098-101]           | web098 web099 web100 web101
          web[08-100]            | 93 from web08 to web100
          [a-c]                  | a b c
          web[1,3,7-9]           | web1 web3 web7 web8 web9
          r[1-2]-h[a-b]          | r1-ha r1-hb r2-ha r2-hb
          [X-Z][1]               | X1 Y1 Z1
          10.0.0.[1, 2]          | 10.0.0.1 10.0.0.2
          """)
  void expands(String range, String expected) {
    List<String> names = HostRange.expand(range);
    String told =
        names.size() > 10
            ? "%d from %s to %s".formatted(names.size(), names.getFirst(), names.getLast())
            : String.join(" ", names);
    assertEquals(expected, told);
  }

  @Test
  void refusesMoreThanFitsWithoutMakingIt() {
    assertEquals(10_000, HostRange.expand("h[1-10000]").size());
    for (String huge : List.of("h[1-10001]", "h[0-999999999]", "[1-999][1-999][1-999][1-999]")) {
      Exception refusal =
          assertThrows(IllegalArgumentException.class, () -> HostRange.expand(huge));
      assertTrue(String.valueOf(refusal.getMessage()).contains("more than 10 000"), huge);
    }
  }

  @Property
  void countsFromFirstToLast(
      @ForAll @IntRange(min = 0, max = 5000) int first,
      @ForAll @IntRange(min = 0, max = 3000) int more,
      @ForAll @IntRange(min = 1, max = 6) int digits) {
    String from = ("%0" + digits + "d").formatted(first);
    String to = ("%0" + digits + "d").formatted(first + more);
    List<String> names = HostRange.expand("web[%s-%s].example.com".formatted(from, to));
    assertEquals(more + 1, names.size());
    assertEquals(names.size(), new HashSet<>(names).size());
    for (int i = 0; i <= more; i += Math.max(1, more / 7)) {
      String number = ("%0" + digits + "d").formatted(first + i);
      assertEquals("web%s.example.com".formatted(number), names.get(i));
    }
  }

  @Property
  void expandsOrRefusesAnyText(@ForAll("rangeLike") String text) {
    try {
      List<String> names = HostRange.expand(text);
      assertTrue(names.size() >= 1 && names.size() <= HostRange.MOST);
      assertTrue(names.stream().noneMatch(n -> n.contains("[") || n.contains("]")));
    } catch (IllegalArgumentException refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.length() > 10);
      assertEquals(Printable.line(message), message);
    }
  }

  /** What stands outside of brackets is in each name, in its place and as it is. */
  @Property
  void changesNothingOutsideOfBrackets(
      @ForAll("plain") String before,
      @ForAll("plain") String after,
      @ForAll @IntRange(min = 1, max = 99) int most) {
    List<String> names = HostRange.expand(before + "[1-" + most + "]" + after);

    assertEquals(most, names.size());
    for (int i = 1; i <= most; i++) {
      assertEquals(before + i + after, names.get(i - 1));
    }
  }

  @Provide
  Arbitrary<String> rangeLike() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("web019az,-[] ").ofMaxLength(24),
        Arbitraries.strings().ofMaxLength(8).map(odd -> "[" + odd + "]"),
        Arbitraries.strings().numeric().ofMaxLength(12).map(n -> "web[0-%s]".formatted(n)),
        Arbitraries.strings().ofMaxLength(24));
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings().ofMaxLength(8).map(text -> text.replace("[", "").replace("]", ""));
  }
}
