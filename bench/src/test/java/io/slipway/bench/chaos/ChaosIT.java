package io.slipway.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A few rounds of {@code bench/chaos}, other ones each time. */
class ChaosIT {
  private static final int ROUNDS = 10;
  private static final int HOSTS = 5;

  @BeforeAll
  static void requireWhatItNeeds() {
    Requirements.fleet();
    Requirements.temporal();
  }

  @Test
  void whatever_breaks_hosts_are_whole_and_agree_with_what_is_said()
      throws IOException, InterruptedException {
    Campaign campaign =
        new Campaign(SlipwayProgram.onClassPath(), Chaos.newSeed(), HOSTS, FaultKind.ALL);

    List<Integer> failed = campaign.play(IntStream.rangeClosed(1, ROUNDS).boxed().toList());

    assertEquals(
        List.of(),
        failed,
        () -> "see the rounds above; repeat with " + campaign.command(failed.getFirst()));
  }
}
