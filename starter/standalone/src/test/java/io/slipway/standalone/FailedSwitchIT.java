package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.FleetHostState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host on which the new release does not come up: all hosts go back. */
class FailedSwitchIT extends OneBadHost {
  @Test
  void a_host_whose_restart_fails_in_both_directions_is_named() throws IOException {
    Files.writeString(fleet.onDisk(BAD, "/srv/broken"), "");

    CommandEnd deploy = installation.deploy("v2");

    assertEquals(6, deploy.code(), deploy.output());
    assertTrue(deploy.output().contains("revert failed"), deploy.output());
    List<FleetHostState> states = new ArrayList<>(fleet.state());
    states.forEach(s -> assertEquals(Optional.of(live), s.current(), s.name()));
    // What could not be restarted may still run from the new release, so its files stay.
    assertEquals(2, states.get(BAD - 1).releases().size());
    states.remove(BAD - 1);
    states.forEach(s -> assertEquals(List.of(live), s.releases(), s.name()));
  }

  @Test
  @Tag("capistrano-ask-1")
  void a_host_that_is_not_healthy_takes_all_back() throws IOException {
    Files.writeString(fleet.onDisk(BAD, "/srv/unhealthy-v2"), "");

    CommandEnd deploy = installation.deploy("v2");

    assertEquals(3, deploy.code(), deploy.output());
    assertTrue(deploy.output().contains("vm7"), deploy.output());
    allServeTheOldRelease();
  }

  @Test
  void a_first_deploy_that_fails_goes_back_to_nothing() throws IOException {
    fleet.wipe();
    Files.writeString(fleet.onDisk(BAD, "/srv/unhealthy-v1"), "");

    CommandEnd deploy = installation.deploy("v1");

    assertEquals(3, deploy.code(), deploy.output());
    for (FleetHostState state : fleet.state()) {
      assertEquals(Optional.empty(), state.current(), state.name());
      assertEquals(List.of(), state.releases(), state.name());
    }
  }
}
