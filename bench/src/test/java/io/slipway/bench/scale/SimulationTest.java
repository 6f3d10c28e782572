package io.slipway.bench.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Phase;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Target THOUSAND =
      SimulatedFleet.target(1000, 200, List.of(new BatchSize(1, false), new BatchSize(100, true)));

  private final Simulation simulation = new Simulation();

  @Test
  void lets_about_the_asked_for_share_of_hosts_fail_in_one_phase() {
    simulation.failingPercent = 1;
    simulation.failingIn = Phase.PREPARE;

    long failing = failing(Phase.PREPARE);

    assertTrue(failing >= 3 && failing <= 25, failing + " of 1000 fail");
    assertEquals(0, failing(Phase.ACTIVATE));
  }

  @Test
  void knows_the_least_time_of_a_deploy() {
    simulation.prepareMillis = 100;
    simulation.migrateMillis = 7;
    simulation.activateMillis = 10;
    simulation.finishMillis = 1;

    // Five rounds of 200 hosts; the first rollout batch is a round of its own, the rest are five.
    assertEquals(Duration.ofMillis(5 * 100 + 7 + 6 * 10 + 5), simulation.ideal(THOUSAND));
  }

  private long failing(Phase phase) {
    return THOUSAND.hosts().stream().filter(h -> simulation.fails(h.name(), phase)).count();
  }
}
