package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that is broken before the deploy: nobody is left on the new release. */
class FaultyHostIT extends OneBadHost {
  @ParameterizedTest
  @ValueSource(strings = {"--refuse", "--disk-full", "--fail-cmd mv"})
  void a_host_that_is_broken_before_the_deploy_leaves_all_untouched(String fault) {
    fleet.breakHost(BAD, fault.split(" "));
    // The worker keeps its connections, and these would go on where new ones are refused.
    fleet.breakHost(BAD, "--drop");

    CommandEnd deploy = installation.deploy("v2");

    assertEquals(1, deploy.code(), deploy.output());
    assertTrue(deploy.output().contains("vm7: tried to "), deploy.output());
    fleet.healAll();
    allServeTheOldRelease();
  }

  @Test
  @Tag("capistrano-trap-6")
  void hosts_that_are_away_each_in_its_own_way_are_all_named_and_leave_all_untouched() {
    List<String> faults = List.of("--hang", "--blackhole", "--power-off");
    for (int i = 0; i < faults.size(); i++) {
      fleet.breakHost(BAD + i, faults.get(i));
    }

    CommandEnd deploy = installation.deploy("v2");

    assertEquals(1, deploy.code(), deploy.output());
    for (int i = 0; i < faults.size(); i++) {
      String named = "vm%d: tried to ".formatted(BAD + i);
      assertTrue(deploy.output().contains(named), faults.get(i) + " in " + deploy.output());
    }
    fleet.healAll();
    allServeTheOldRelease();
    CommandEnd again = installation.deploy("v2");
    assertEquals(0, again.code(), again.output());
  }
}
