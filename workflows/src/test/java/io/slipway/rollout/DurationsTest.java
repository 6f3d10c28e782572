package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.44S, 0.4 s",
    "PT12.9S, 12 s",
    "PT2M, 2 min",
    "PT3M5S, 3 min 5 s",
    "PT1H, 1 h",
    "PT25H30M59S, 25 h 30 min",
    "PT167H59M, 167 h 59 min",
    "PT194H10M, 8 d 2 h"
  })
  void are_said_as_people_say_them(Duration duration, String words) {
    assertEquals(words, Durations.words(duration));
  }
}
