package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Canary;
import io.slipway.domain.Deadlines;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BakeTimeTest {
  private static final Duration TEN = Duration.ofMinutes(10);

  @Test
  void it_waits_between_batches_and_not_after_the_last() {
    assertEquals(new BakeTime(Duration.ZERO, 3, TEN), BakeTime.of(hosts(7), rollout("1", "2")));
    assertEquals(new BakeTime(Duration.ZERO, 0, TEN), BakeTime.of(hosts(7), rollout("100%")));
    assertEquals(Duration.ofMinutes(30), BakeTime.of(hosts(7), rollout("1", "2")).all());
  }

  @Test
  void a_canary_has_a_wait_of_its_own() {
    Rollout canary =
        rollout("50%").with(new Canary(new BatchSize(1, false), null, TEN.dividedBy(2), List.of()));

    assertEquals(new BakeTime(TEN.dividedBy(2), 1, TEN), BakeTime.of(hosts(9), canary));
    assertEquals(new BakeTime(TEN.dividedBy(2), 0, TEN), BakeTime.of(hosts(1), canary));
  }

  @Test
  void it_says_why_there_is_no_time_left_for_the_work() {
    assertEquals(
        Optional.of(
            new ServiceLevel.Fault(
                "3 bakes of 10 min are 30 min, so that nothing of the deadline of 30 min is left"
                    + " for the work itself",
                "Give it more than 30 min, or take fewer batches or shorter bakes.")),
        new BakeTime(Duration.ZERO, 3, TEN).fault(within(30)));
    assertEquals(
        Optional.of("the canary's bake of 5 min and 1 bake of 10 min are 15 min"),
        new BakeTime(TEN.dividedBy(2), 1, TEN).fault(within(10)).map(f -> what(f)));
    assertEquals(
        Optional.of("the canary's bake of 10 min alone takes as long"),
        new BakeTime(TEN, 0, TEN).fault(within(9)).map(f -> what(f)));
  }

  @Test
  void what_leaves_time_is_no_fault() {
    assertEquals(Optional.empty(), new BakeTime(Duration.ZERO, 3, TEN).fault(within(31)));
    assertEquals(Optional.empty(), new BakeTime(Duration.ZERO, 3, TEN).fault(Deadlines.NONE));
  }

  private static String what(ServiceLevel.Fault fault) {
    return fault.what().replaceFirst(", so that.*", "");
  }

  private static Deadlines within(int minutes) {
    return new Deadlines(Duration.ofMinutes(minutes), null);
  }

  private static Rollout rollout(String... batches) {
    return new Rollout(Stream.of(batches).map(BatchSize::parse).toList(), TEN, 20, 1);
  }

  private static List<Host> hosts(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Host(HostName.of("web" + i), null, null, null, List.of(), false))
        .toList();
  }
}
