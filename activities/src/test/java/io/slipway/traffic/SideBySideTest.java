package io.slipway.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SideBySideTest {
  private final Set<Integer> seen = new ConcurrentSkipListSet<>();
  private final AtomicInteger inWork = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void so_many_are_in_work_at_a_time_and_no_more() {
    CyclicBarrier four = new CyclicBarrier(4);

    SideBySide.each(
        numbers(12),
        4,
        n -> {
          most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
          try {
            int unused = four.await(30, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          seen.add(n);
          inWork.decrementAndGet();
        });

    assertEquals(Set.copyOf(numbers(12)), seen);
    assertEquals(4, most.get());
  }

  @Test
  void after_a_failure_none_is_begun_and_those_in_work_end_and_the_first_of_them_is_told() {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch failed = new CountDownLatch(1);

    IllegalArgumentException told =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                SideBySide.each(
                    numbers(100),
                    2,
                    n -> {
                      seen.add(n);
                      begun.countDown();
                      reached(begun);
                      if (n == 1) {
                        failed.countDown();
                        throw new IllegalArgumentException("1");
                      }
                      reached(failed);
                      throw new IllegalArgumentException(String.valueOf(n));
                    }));

    assertEquals("0", told.getMessage());
    assertTrue(seen.size() <= 3, seen.toString());
  }

  private static void reached(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_to_do_is_done_at_once() {
    SideBySide.each(List.of(), 1, n -> seen.add(0));
    assertEquals(Set.of(), seen);
  }
}
