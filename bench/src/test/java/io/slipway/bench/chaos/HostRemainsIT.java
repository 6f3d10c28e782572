package io.slipway.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRemainsIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private final Fleet fleet = extension.get();
  private final HostRemains remains = new HostRemains(fleet, ChaosFile.DEPLOY_TO);

  @BeforeEach
  void deploy() {
    fleet.execute(
        1,
        """
        cd /srv/app
        mkdir -p releases/20260101000000 shared/log repo .slipway/20260101000000/restart .slipway/trash
        echo 0123 >releases/20260101000000/REVISION
        touch revisions.log .slipway/lock .slipway/epoch .slipway/published
        ln -s /srv/app/releases/20260101000000 current
        /opt/fleet/bin/app start
        """);
  }

  @Test
  void finds_nothing_on_a_host_that_was_deployed_to() {
    assertEquals(List.of(), remains.find(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s x current.1234 | stray current.1234",
        "ln -s x releases/current | stray releases/current",
        "mkdir releases/20260102000000 | half-made release 20260102000000",
        "mkdir -p .slipway/20260102000000/tree | left-over .slipway/20260102000000/tree",
        "mkdir .slipway/trash/20260102000000 | left-over .slipway/trash/20260102000000",
        "touch repo/packed-refs.lock | git lock repo/packed-refs.lock",
      })
  void finds_what_was_left(String command, String expected) {
    fleet.execute(1, "cd /srv/app && " + command);

    assertEquals(List.of("vm1: " + expected), remains.find(1));
  }

  @Test
  void finds_a_process_that_still_runs() {
    fleet.execute(1, "setsid sleep 60 >/dev/null 2>&1 </dev/null &");

    List<String> found = remains.find(1);

    assertEquals(1, found.size(), found.toString());
    assertTrue(found.getFirst().contains("still runs: sleep 60"), found.toString());
  }
}
