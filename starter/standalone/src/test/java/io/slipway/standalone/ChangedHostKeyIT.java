package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One host of a fleet shows another key when its turn comes: it is told nothing, both keys are
 * named, and the others fare as the file says.
 */
class ChangedHostKeyIT {
  private static final int CHANGED = 3;
  private static final Duration SOON = Duration.ofMinutes(2);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(4);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("keys");
  private final Installation installation = Installation.on(fleet);
  private final Path key = fleet.onDisk(CHANGED, "/run/fleet/ssh_host_ed25519_key");
  private final Path kept = key.resolveSibling("kept");
  private final Path log = fleet.onDisk(CHANGED, "/var/log/sshd.log");
  private String live = "";

  @BeforeEach
  void openRepository() {
    TwoVersions.in(repository, Map.of());
  }

  @AfterEach
  void restoreKey() throws IOException {
    installation.close();
    repository.close();
    if (Files.exists(kept)) {
      fleet.breakHost(CHANGED, "--refuse");
      Files.move(key.resolveSibling("kept.pub"), pub(), StandardCopyOption.REPLACE_EXISTING);
      Files.move(kept, key, StandardCopyOption.REPLACE_EXISTING);
      fleet.heal(CHANGED);
    }
  }

  @Test
  void takes_all_back_and_sends_nothing_to_the_host_whose_key_has_changed() throws Exception {
    describe("{batches: [1], attempts: 1, on_failure: revert}");

    CommandEnd deploy = deployWhileTheKeyChanges();

    // Nothing was sent to the host since its key is another, so that there is nothing to put back.
    assertEquals(3, deploy.code(), deploy.output());
    assertTrue(deploy.output().contains("Put back: vm1, vm2."), deploy.output());
    assertTrue(deploy.output().contains("Refused, not touched: vm3."), deploy.output());
    assertFalse(installation.slipway("status").output().contains("quarantine"), "vm3 is known");
    for (FleetHostState state : fleet.state()) {
      assertEquals(Optional.of(live), state.current(), state.name());
      assertEquals(Optional.of(live), state.served(), state.name());
    }
  }

  @Test
  void goes_on_without_the_host_where_one_may_fail() throws Exception {
    describe("{batches: [1], attempts: 1, max_failures: 1}");

    CommandEnd deploy = deployWhileTheKeyChanges();

    assertEquals(8, deploy.code(), deploy.output());
    for (FleetHostState state : fleet.state()) {
      boolean left = state.name().equals("vm" + CHANGED);
      assertEquals(left, state.served().equals(Optional.of(live)), state.name());
      assertEquals(left, state.current().equals(Optional.of(live)), state.name());
    }
  }

  private void describe(String rollout) {
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps:
          restart:
            run: "[ $(hostname) != vm2 ] || until [ -e /srv/go ]; do sleep 0.1; done; /opt/fleet/bin/app restart"
        """
            .formatted(fleet.gitUrl("keys")),
        rollout);
  }

  /** Of v2, on which the host before the one concerned waits until the key is another. */
  private CommandEnd deployWhileTheKeyChanges() throws IOException {
    Files.writeString(fleet.onDisk(2, "/srv/go"), "");
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
    live = fleet.state().getFirst().current().orElseThrow();
    Files.delete(fleet.onDisk(2, "/srv/go"));
    try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
      Eventually.within(
          SOON,
          "vm2 has switched",
          () -> !fleet.state().get(1).current().equals(Optional.of(live)));
      String known = fingerprint();
      changeKey();
      int logged = Files.readAllLines(log).size();
      String before = everything();
      Files.writeString(fleet.onDisk(2, "/srv/go"), "");

      CommandEnd end = new CommandEnd(deploy.awaitExit(SOON), deploy.output());

      assertTrue(end.output().contains("vm3: tried to verify the host key of"), end.output());
      assertTrue(end.output().contains(known), known + " in " + end.output());
      assertTrue(end.output().contains(fingerprint()), fingerprint() + " in " + end.output());
      assertEquals(before, everything());
      List<String> since = Files.readAllLines(log);
      since = since.subList(logged, since.size());
      assertFalse(since.isEmpty(), "nobody has knocked");
      assertEquals(
          List.of(), since.stream().filter(l -> l.matches(".*(Accepted|session).*")).toList());
      return end;
    }
  }

  /** What the host has, and when it was last changed. */
  private String everything() {
    return fleet.execute(
        CHANGED, "find /srv /home/deploy -printf '%p %T@ %C@ %s %l\\n' 2>/dev/null | sort");
  }

  private Path pub() {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  private String fingerprint() {
    return Program.run(Launch.of("ssh-keygen", "-lf", pub().toString()), SOON).split(" ")[1];
  }

  private void changeKey() throws IOException {
    fleet.breakHost(CHANGED, "--refuse");
    // The worker keeps its connections, and these would go on with the key that they began with.
    fleet.breakHost(CHANGED, "--drop");
    Files.move(key, kept);
    Files.move(pub(), key.resolveSibling("kept.pub"));
    Program.run(
        Launch.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()), SOON);
    fleet.heal(CHANGED);
  }
}
