package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.domain.HostName;
import org.junit.jupiter.api.Test;

class LateBeatsTest {
  private static final HostName HOST = new HostName("web1");

  private final LiveOutput output = new LiveOutput();
  private long now = 5;
  private int told;
  private final LateBeats beats = new LateBeats(() -> told++, output, () -> now);

  @Test
  void short_work_tells_the_server_nothing() {
    output.sent(HOST, false);
    beats.beat();
    now += LateBeats.CALM.toNanos() - 1;
    beats.beat();
    assertEquals(0, told);

    now++;
    beats.beat();
    beats.beat();
    assertEquals(2, told);
  }

  @Test
  void an_order_that_changes_what_is_served_is_told_at_once() {
    output.sent(HOST, true);
    beats.beat();
    assertEquals(1, told);
  }

  @Test
  void what_was_told_as_urgent_stays_so() {
    output.sent(HOST, true);
    output.sent(HOST, false);
    beats.beat();
    assertEquals(1, told);
  }
}
