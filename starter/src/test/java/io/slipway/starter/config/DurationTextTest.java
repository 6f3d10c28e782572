package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.starter.output.Printable;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "60s, PT1M",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "1m500ms, PT1M0.5S",
    "2d, PT48H",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "PT1H30M, PT1H30M",
    "P1DT1S, PT24H1S",
    "PT1.5S, PT1.5S"
  })
  void understands(String text, Duration expected) {
    assertEquals(expected, Form.DURATION.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "60",
        "1.5h",
        "-5s",
        "5 s",
        "5S",
        "30m1h",
        "1h1h",
        "P",
        "PT",
        "PT-5S",
        "P1Y",
        "8d",
        "9999999s",
        "5s\n",
        "1e3s",
        "0s",
        "PT0S",
        "m5"
      })
  void refuses(String text) {
    assertThrows(IllegalArgumentException.class, () -> Form.DURATION.parse(text));
  }

  @Property
  void readsWhatItIsMadeOf(@ForAll @LongRange(min = 1, max = 604_800_000) long millis) {
    Duration duration = Duration.ofMillis(millis);
    String text =
        "%dh%dm%ds%dms"
            .formatted(
                duration.toHours(),
                duration.toMinutesPart(),
                duration.toSecondsPart(),
                duration.toMillisPart());
    assertEquals(duration, Form.DURATION.parse(text));
    assertEquals(
        duration, Form.PAUSE.parse(duration.toString().replaceAll("(\\.\\d{3})0*S", "$1S")));
  }

  @Property
  void understandsOrRefusesAnyText(@ForAll("durationLike") String text) {
    try {
      Duration duration = (Duration) Form.PAUSE.parse(text);
      assertTrue(!duration.isNegative() && duration.compareTo(DurationText.MOST) <= 0, text);
    } catch (IllegalArgumentException refused) {
      assertTrue(String.valueOf(refused.getMessage()).length() > 10);
    }
  }

  /** As an option of a command is read, where no form of the file has looked at it. */
  @Property(tries = 2000)
  void understandsOrRefusesAnyOption(@ForAll("anything") String text) {
    try {
      Duration duration = DurationText.parse(text, false);
      assertTrue(!duration.isNegative() && duration.compareTo(DurationText.MOST) <= 0, text);
      assertEquals(duration, Form.PAUSE.parse(text));
    } catch (IllegalArgumentException refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains(" is "), message);
      assertEquals(Printable.line(message), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999999999999d",
        "999999999999999d",
        "PT-5S",
        "-PT5S",
        "P106751991167301D"
      })
  void refusesWhatNoDurationHolds(String text) {
    assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text, true));
  }

  @Provide
  Arbitrary<String> durationLike() {
    return Arbitraries.strings().withChars("0159dhmsPTDHMS.-").ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.oneOf(
        durationLike(),
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().numeric().ofMaxLength(25).map(digits -> digits + "d"));
  }
}
