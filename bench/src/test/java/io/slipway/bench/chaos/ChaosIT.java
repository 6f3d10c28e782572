package io.slipway.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A few rounds of {@code bench/chaos}, other ones each time. They mostly wait, so that two fleets
 * are broken side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class ChaosIT {
  private static final int FLEETS = 2;
  private static final int ROUNDS = 5;
  private static final int HOSTS = 5;

  @BeforeAll
  static void requireWhatItNeeds() {
    Requirements.fleet();
    Requirements.temporal();
  }

  @RepeatedTest(FLEETS)
  void whatever_breaks_hosts_are_whole_and_agree_with_what_is_said()
      throws IOException, InterruptedException {
    Campaign campaign =
        new Campaign(SlipwayProgram.assembled(), Chaos.newSeed(), HOSTS, FaultKind.ALL);

    List<Integer> failed = campaign.play(IntStream.rangeClosed(1, ROUNDS).boxed().toList());

    assertEquals(
        List.of(),
        failed,
        () -> "see the rounds above; repeat with " + campaign.command(failed.getFirst()));
  }
}
