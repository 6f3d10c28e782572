package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import io.slipway.testbench.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real deploy on real hosts, watched in front of a real pseudo-terminal. */
class LiveViewIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What takes a terminal's second screen. */
  private static final String SECOND_SCREEN = "\u001b[?1049h";

  private static final String CURSOR_HIDDEN = "\u001b[?25l";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("watched");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    // What it says would clear a screen, and goes on where a file lets it.
    TwoVersions.in(
        repository,
        Map.of(
            "bin/wait",
            """
            #!/bin/sh
            printf 'waiting \\033[2J\\033[31mfor you\\n'
            while [ -e /srv/hold ]; do sleep 0.1; done
            [ ! -e "/srv/broken-$(cat VERSION)" ] || { echo 'no such port: 80a'; exit 1; }
            /opt/fleet/bin/app restart
            """));
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {restart: sh bin/wait}
        """
            .formatted(fleet.gitUrl("watched")),
        "{batches: [1, 100%], attempts: 1}");
    CommandEnd.ending(0, installation.deploy("v1"));
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  /** A deploy that somebody else has begun, and that waits on the second host. */
  private Program begun() {
    hold(2);
    Program deploy = installation.start("deploy", "production", "--revision", "v2");
    deploy.awaitOutput("activate 2 hosts", LIMIT);
    return deploy;
  }

  private void hold(int host) {
    write(host, "/srv/hold");
  }

  private void write(int host, String file) {
    try {
      Files.writeString(fleet.onDisk(host, file), "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void letGo(int host) {
    try {
      Files.delete(fleet.onDisk(host, "/srv/hold"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertGivenBack(PseudoTerminal terminal) {
    assertEquals(terminal.modesBefore(), terminal.modesAfter());
    String sent = terminal.received();
    assertTrue(sent.contains(SECOND_SCREEN) && sent.contains(CURSOR_HIDDEN), sent);
    assertTrue(sent.lastIndexOf("\u001b[?1049l") > sent.lastIndexOf(SECOND_SCREEN), sent);
    assertTrue(sent.lastIndexOf("\u001b[?25h") > sent.lastIndexOf(CURSOR_HIDDEN), sent);
  }

  @Test
  void a_deploy_is_shown_as_it_stands_and_its_end_stays() {
    hold(2);
    try (PseudoTerminal deploy =
        installation.startAt(100, 30, "deploy", "production", "--revision", "v2")) {
      deploy.awaitText("waiting for you", LIMIT);
      String seen = deploy.text();
      assertTrue(seen.startsWith("deploy of v2 on production, 3 hosts, asked for by "), seen);
      assertTrue(seen.contains("prepare 3 hosts"), seen);
      assertTrue(seen.contains("[####################]  3 of 3"), seen);
      assertTrue(seen.contains("activate 1 host"), seen);
      assertTrue(
          seen.matches("(?s).*vm2  activate, restart  0:\\d\\d  \\| waiting for you\\n.*"), seen);
      assertTrue(seen.endsWith("q stop watching   a abort   p pause"), seen);

      letGo(2);
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.text());
      String end = deploy.text();
      assertFalse(end.contains("q stop watching"), end);
      assertTrue(end.contains("HOST  STATE   LIVE"), end);
      assertTrue(end.endsWith("is live on 3 hosts."), end);
      assertGivenBack(deploy);
    }
  }

  @Test
  void a_host_that_fails_is_named_with_its_last_words_and_they_stay() {
    write(3, "/srv/broken-v2");
    hold(2);
    try (PseudoTerminal deploy =
        installation.startAt(100, 30, "deploy", "production", "--revision", "v2")) {
      deploy.awaitText("  | no such port: 80a", LIMIT);
      deploy.awaitText("1 failed", LIMIT);
      letGo(2);
      assertEquals(3, deploy.awaitExit(LIMIT), deploy.text());
      assertTrue(deploy.text().contains("    | no such port: 80a"), deploy.text());
      assertTrue(deploy.text().contains("vm3: tried to"), deploy.text());
      assertGivenBack(deploy);
    }
  }

  @Test
  void it_fits_a_window_that_is_made_small_and_is_left_by_a_key() {
    try (Program deploy = begun();
        PseudoTerminal watch = installation.startAt(100, 30, "watch", "production")) {
      watch.awaitText("waiting for you", LIMIT);
      watch.resize(40, 10);
      watch.await(
          LIMIT, "page of 40 by 10", text -> text.contains("…") && text.lines().count() == 10);
      watch.resize(120, 35);
      watch.awaitText("waiting for you", LIMIT);

      watch.type("xq");
      assertEquals(130, watch.awaitExit(LIMIT), watch.text());
      assertTrue(watch.text().contains("No longer watching."), watch.text());
      assertGivenBack(watch);
      letGo(2);
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void whoever_ends_it_gets_the_terminal_back(String signal) {
    try (Program deploy = begun();
        PseudoTerminal watch = installation.startAt(80, 24, "watch", "production")) {
      watch.awaitText("waiting for you", LIMIT);
      if (signal.equals("INT")) {
        watch.type("\u0003");
      } else {
        watch.signal(signal);
      }
      assertEquals(signal.equals("INT") ? 130 : 143, watch.awaitExit(LIMIT), watch.text());
      assertTrue(watch.text().contains("No longer watching."), watch.text());
      assertGivenBack(watch);
      letGo(2);
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
    }
  }

  @Test
  void a_run_is_paused_resumed_and_once_that_is_confirmed_aborted_by_keys() {
    hold(2);
    try (PseudoTerminal deploy =
        installation.startAt(90, 24, "deploy", "production", "--revision", "v2")) {
      deploy.awaitText("waiting for you", LIMIT);
      deploy.type("p");
      deploy.awaitText("PAUSED. Asked for by", LIMIT);
      deploy.awaitText("r resume", LIMIT);
      deploy.type("r");
      deploy.awaitText("resume, asked for by", LIMIT);
      deploy.awaitText("p pause", LIMIT);
      deploy.type("a");
      deploy.awaitText("Stop this run, and put back what it has changed?", LIMIT);
      deploy.type("n");
      deploy.awaitText("q stop watching", LIMIT);
      deploy.type("ay");
      deploy.awaitText("abort asked for by", LIMIT);
      letGo(2);
      assertEquals(3, deploy.awaitExit(LIMIT), deploy.text());
      assertTrue(deploy.text().contains("Aborted by"), deploy.text());
      assertGivenBack(deploy);
    }
  }

  @Test
  void lines_are_told_where_they_are_wanted() {
    try (PseudoTerminal plain =
        installation.startAt(100, 30, "deploy", "production", "--revision", "v2", "--plain")) {
      assertEquals(0, plain.awaitExit(LIMIT), plain.text());
      assertTrue(plain.text().contains("activate 2 hosts"), plain.text());
      assertFalse(plain.received().contains(SECOND_SCREEN), plain.received());
    }
  }
}
