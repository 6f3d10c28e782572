package io.slipway.bench.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagsTest {
  private static final Instant AT = Instant.parse("2026-11-30T09:00:00Z");

  @Test
  void a_change_is_seen_when_the_screen_first_counts_it() {
    Lags lags =
        Lags.of(
            List.of(AT, AT.plusMillis(100), AT.plusMillis(400)),
            List.of(
                new Lags.Seen(AT.plusMillis(150), 2),
                new Lags.Seen(AT.plusMillis(300), 2),
                new Lags.Seen(AT.plusMillis(900), 3)));

    assertEquals(
        List.of(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(500)),
        lags.each());
  }

  @Test
  void shares_are_of_all_changes() {
    Lags lags = new Lags(IntStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList());

    assertEquals(Duration.ofMillis(100), lags.within(50));
    assertEquals(Duration.ofMillis(190), lags.within(95));
    assertEquals(Duration.ofMillis(200), lags.within(100));
  }

  @Test
  void a_screen_that_has_shown_nothing_proves_nothing() {
    assertThrows(IllegalArgumentException.class, () -> Lags.of(List.of(AT), List.of()));
  }
}
