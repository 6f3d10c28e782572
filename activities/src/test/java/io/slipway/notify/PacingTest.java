package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.domain.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PacingTest {
  private static final Channel ONE = new Channel.Program("one");
  private static final Channel OTHER = new Channel.Program("other");

  private Instant now = Instant.parse("2026-11-24T09:00:00Z");
  private final Pacing pacing = new Pacing(() -> now);

  private List<Long> delays(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> pacing.delay(ONE, "n" + i).toSeconds()).toList();
  }

  @Test
  void lets_ten_through_at_once_and_then_one_a_second() {
    assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 2L, 3L), delays(0, 13));
    assertEquals(Duration.ZERO, pacing.delay(OTHER, "n0"));
  }

  @Test
  void keeps_the_turn_of_who_waits() {
    List<Long> unused = delays(0, 13);
    now = now.plusSeconds(1);
    assertEquals(List.of(0L, 1L, 2L), delays(10, 13));
    now = now.plusSeconds(2);
    assertEquals(List.of(0L, 0L), delays(11, 13));
  }

  @Test
  void forgets_what_was_told_long_ago() {
    List<Long> unused = delays(0, 10);
    now = now.plusSeconds(60);
    assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L), delays(20, 31));
  }
}
