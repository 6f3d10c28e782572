package io.slipway.testbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void returns_a_value_as_soon_as_there_is_one() {
    String found =
        Eventually.get(
            Duration.ofSeconds(5),
            "a third attempt",
            () -> attempts.incrementAndGet() == 3 ? Optional.of("third") : Optional.empty());

    assertEquals("third", found);
    assertEquals(3, attempts.get());
  }

  @Test
  void says_what_it_waited_for_in_vain() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> Eventually.within(Duration.ofMillis(50), "the ship", () -> false));

    assertTrue(error.toString().contains("the ship"), error.toString());
  }

  @Test
  void repeats_assertions_until_they_pass() {
    Eventually.passes(
        Duration.ofSeconds(5), () -> assertTrue(attempts.incrementAndGet() >= 2, "second attempt"));

    assertEquals(2, attempts.get());
  }
}
