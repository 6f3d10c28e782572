package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.standalone.Receiver.Told;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Deploys to real hosts that people and programs are told of, whatever becomes of the worker. */
class NotificationsIT {
  private static final int HOSTS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  @TempDir Path folder;
  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("notified");
  private final Receiver receiver = new Receiver();

  NotificationsIT() throws IOException {}

  @AfterEach
  void close() {
    receiver.close();
    repository.close();
  }

  private Installation installed() throws IOException {
    TwoVersions.in(repository, Map.of());
    Installation installation =
        Installation.on(fleet, Map.of("SLIPWAY_SECRETS_FILES", folder.toRealPath().toString()));
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        health: {command: "test ! -e /srv/unhealthy-$(cat VERSION)", within: 2s}
        notifications:
          - {slack: 'file:%s'}
          - {webhook: {url: 'file:%s', secret: 'file:%s'}}
          - {command: "cat >> '%s'; echo >> '%s'", on: [start, failure]}
        """
            .formatted(
                fleet.gitUrl("notified"),
                secret("slack", receiver.url("/slack/T0/B0/x")),
                secret("webhook", receiver.url("/webhook")),
                secret("key", "a key of ours"),
                folder.resolve("lines"),
                folder.resolve("lines")),
        "{batches: [1, 100%], attempts: 2}");
    return installation;
  }

  private Path secret(String name, String value) throws IOException {
    return Files.writeString(folder.resolve(name), value).toRealPath();
  }

  private List<Told> slack() {
    return receiver.told("/slack/T0/B0/x");
  }

  private List<Told> webhook() {
    return receiver.told("/webhook");
  }

  private static String occasion(Told told) {
    return "%s %s"
        .formatted(told.json().path("occasion").asText(), told.json().path("event").asText());
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(folder.resolve("lines"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_deploy_that_fails_is_told_of_once_over_the_death_of_its_worker() throws IOException {
    try (Installation installation = installed()) {
      receiver.answersOnce(503);
      CommandEnd.ending(0, installation.deploy("v1"));
      assertEquals(
          List.of("START RUN_STARTED", "END RUN_ENDED"),
          webhook().stream().map(NotificationsIT::occasion).distinct().toList());
      assertEquals(5, receiver.told().size(), "what was answered with 503 is told again");
      assertEquals(1, lines().size());
      int before = slack().size();
      int earlier = webhook().size();

      Files.writeString(fleet.onDisk(3, "/srv/unhealthy-v2"), "");
      receiver.holds();
      try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
        Eventually.within(
            LIMIT,
            "both to be told of the start",
            () -> slack().size() > before && webhook().size() > earlier && lines().size() == 2);
        installation.workers().getFirst().kill();
        receiver.holdsNoMore();
        installation.startWorker();

        assertEquals(3, deploy.awaitExit(LIMIT), deploy.output());
        assertTrue(
            deploy.output().contains("of 'start', but a worker was lost while it did"),
            deploy.output());
      }

      List<Told> known = webhook().subList(earlier, webhook().size());
      assertEquals(
          List.of(
              "FAILURE REVERT_STARTED",
              "FAILURE RUN_ENDED",
              "START RUN_STARTED",
              "START RUN_STARTED"),
          known.stream().map(NotificationsIT::occasion).sorted().toList());
      assertEquals(3, known.stream().map(Told::key).distinct().count());
      assertTrue(known.stream().allMatch(t -> t.signature().matches("v1=[0-9a-f]{64}")));
      assertEquals(
          "REVERTED",
          known.stream()
              .filter(t -> occasion(t).endsWith("RUN_ENDED"))
              .findFirst()
              .orElseThrow()
              .json()
              .path("outcome")
              .asText());
      List<Told> chat = slack().subList(before, slack().size());
      assertEquals(
          List.of("has begun", "has failed and was put back", "is being put back"),
          chat.stream()
              .map(t -> t.json().path("text").asText().replaceFirst(".* on production ", ""))
              .sorted()
              .toList());
      assertEquals(
          List.of("FAILURE", "FAILURE", "START", "START"),
          lines().stream().map(NotificationsIT::said).sorted().toList());
    }
  }

  private static String said(String line) {
    try {
      return new ObjectMapper().readTree(line).path("occasion").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  @Test
  void whom_nobody_reaches_is_a_warning_and_who_would_be_told_is_said_before() throws IOException {
    try (Installation installation = installed()) {
      Files.delete(folder.resolve("slack"));

      CommandEnd check = installation.slipway("check", "production");
      assertEquals(0, check.code(), check.output());
      assertTrue(check.output().contains("Slack (file:"), check.output());

      CommandEnd deploy = installation.deploy("v1");
      assertEquals(0, deploy.code(), deploy.output());
      assertTrue(
          deploy
              .output()
              .contains(
                  "production: tried to tell Slack (file:%s) of 'start', but"
                      .formatted(folder.toRealPath().resolve("slack"))),
          deploy.output());
      assertEquals(2, webhook().size());
    }
  }
}
