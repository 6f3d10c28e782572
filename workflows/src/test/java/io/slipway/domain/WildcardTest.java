package io.slipway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

  @ParameterizedTest
  @CsvSource({
    "*, *, true",
    "*, shop-?, true",
    "shop-*, shop-*, true",
    "shop-*, shop-a*, true",
    "shop-*, shop-api, true",
    "shop-*, shop*, false",
    "shop-?, shop-*, false",
    "shop-?, shop-?, true",
    "shop, sho?, false",
    "a*c, ab?c, true",
  })
  void covers_what_a_narrower_pattern_matches(String pattern, String narrower, boolean covered) {
    assertEquals(covered, Wildcard.covers(pattern, narrower));
  }

  @Property(tries = 50_000)
  void never_covers_what_it_does_not_match(
      @ForAll("patterns") String pattern,
      @ForAll("patterns") String narrower,
      @ForAll("texts") String text) {
    boolean due = Wildcard.covers(pattern, narrower) && Wildcard.matches(narrower, text);

    assertTrue(!due || Wildcard.matches(pattern, text));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*?").ofMaxLength(5);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(5);
  }
}
