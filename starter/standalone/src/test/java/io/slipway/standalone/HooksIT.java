package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands before the switch and at the end, on hosts over OpenSSH, once, and on the worker. */
class HooksIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);
  @TempDir static Path commands;

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("hooks");
  private final Installation installation =
      Installation.on(fleet, Map.of("SLIPWAY_COMMANDS", commands.toString()));
  private final Path told = commands.resolve("told");
  private String first = "";

  @BeforeEach
  void deployOneVersion() throws IOException {
    TwoVersions.in(repository, Map.of());
    for (String name : List.of("announce", "report")) {
      Path file =
          Files.writeString(
              commands.resolve(name),
              "#!/bin/sh\necho \"%s $SLIPWAY_STAGE\" | tee -a told\n".formatted(name));
      assertTrue(file.toFile().setExecutable(true));
    }
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps:
          before_switch:
            - {worker: announce}
            - {run: "echo quiet $SLIPWAY_RELEASE >> /srv/story; test ! -e /srv/stubborn", on: web}
          restart:
            - /opt/fleet/bin/app restart; echo restarted >> /srv/story
            - {run: echo once >> /srv/story, on: web, once: true}
          finished:
            - "echo finished $(cat VERSION) | tee -a /srv/story"
            - "test ! -e /srv/grumpy || { echo bad mood; exit 9; }"
            - {worker: report}
        """
            .formatted(fleet.gitUrl("hooks")),
        "{batches: [1, 100%], attempts: 1}",
        fleet.hosts(),
        "",
        host -> host.number() == 2 ? ", primary: true" : "");
    CommandEnd.ending(0, installation.deploy("v1"));
    first = fleet.state().getFirst().current().orElseThrow();
  }

  @AfterEach
  void close() throws IOException {
    Files.deleteIfExists(told);
    installation.close();
    repository.close();
  }

  @Test
  void each_runs_where_and_when_it_should_and_a_failure_at_the_end_is_a_warning()
      throws IOException {
    Files.writeString(fleet.onDisk(2, "/srv/grumpy"), "");

    CommandEnd deploy = installation.deploy("v2");

    CommandEnd.ending(0, deploy);
    says(
        deploy,
        "announce on the worker has run",
        "could not run steps.finished on vm2: tried to run finished, but it ended with status 9.",
        "It said last: bad mood");
    List<String> plain =
        List.of("restarted", "finished v1", "quiet " + first, "restarted", "finished v2");
    assertEquals(plain, story(1));
    assertEquals(
        List.of(
            "restarted",
            "once",
            "finished v1",
            "quiet " + first,
            "restarted",
            "once",
            "finished v2"),
        story(2));
    assertEquals(plain, story(3));
    assertEquals(
        List.of("announce", "report", "announce", "report"),
        Files.readAllLines(told).stream().map(l -> l.replace(" production", "")).toList());
    says(installation.slipway("log", "production", "--step", "finished"), "finished v2");
    says(
        installation.slipway("plan", "production", "--revision", "v2"),
        "one host runs what runs once on role web (on vm2)",
        "report on the worker, once, at the end");
  }

  @Test
  void a_failure_before_the_switch_and_a_command_that_is_not_opened_change_nothing()
      throws IOException {
    Files.writeString(fleet.onDisk(2, "/srv/stubborn"), "");

    CommandEnd failed = installation.deploy("v2");

    CommandEnd.ending(3, failed);
    says(failed, "vm2: tried to run before-switch, but it ended with status 1.");
    allServeTheFirst();
    assertEquals(
        List.of("quiet " + first, "restarted", "once"), story(2).subList(3, 6), "it goes on");
    assertEquals(3, Files.readAllLines(told).size(), "nothing comes at the end");

    assertTrue(commands.resolve("report").toFile().setExecutable(false));
    CommandEnd refused = installation.deploy("v2");
    CommandEnd.ending(1, refused);
    says(
        refused,
        "Steps ask for report (which is not executable), which this worker does not run. Whoever"
            + " runs the worker opens them by executable files of these names in "
            + commands);
    allServeTheFirst();
  }

  private void allServeTheFirst() {
    for (FleetHostState state : fleet.state()) {
      assertEquals(Optional.of(first), state.current(), state.name());
      assertEquals(List.of(first), state.releases(), state.name());
    }
  }

  private List<String> story(int host) {
    return fleet.execute(host, "cat /srv/story").lines().toList();
  }

  private static void says(CommandEnd end, String... texts) {
    for (String text : texts) {
      assertTrue(end.output().contains(text), text + " in " + end.output());
    }
  }
}
