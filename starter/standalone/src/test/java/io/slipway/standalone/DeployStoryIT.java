package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The main job from the first command to the hosts, with everything real and in its own process.
 */
class DeployStoryIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int HOSTS = 10;

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("story");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void commitTwoVersions() {
    TwoVersions.in(repository, Map.of("config/app.yml", "from git\n"));
    installation.describe(application(), "{batches: [1, 50%]}");
  }

  private String application() {
    return """
    application: app
    repository: %s
    deploy_to: /srv/app
    keep_releases: 3
    linked_dirs: [log]
    steps: {restart: {run: /opt/fleet/bin/app restart}}
    health: {http: "http://{address}:%d/release/VERSION", within: 20s}
    """
        .formatted(fleet.gitUrl("story"), fleet.host(1).httpPort());
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void deploys_deploys_again_and_rolls_back() throws IOException {
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
    String one = servedEverywhere("v1");

    CommandEnd second = installation.deploy("v2");
    assertEquals(0, second.code(), second.output());
    String two = servedEverywhere("v2");
    assertTrue(two.compareTo(one) > 0, "release ids sort by age");

    CommandEnd back = installation.slipway("rollback", "production");
    assertEquals(0, back.code(), back.output());
    assertEquals(one, servedEverywhere("v1"));
    for (FleetHostState state : fleet.state()) {
      assertEquals(List.of(one, two), state.releases(), state.name());
    }
    List<String> log =
        Files.readAllLines(fleet.onDisk(1, "/srv/app/revisions.log")).stream()
            .map(line -> line.replaceAll("by \\S+$", "by X").replaceAll("^\\S+ rolled", "X rolled"))
            .toList();
    assertEquals(
        List.of(
            "Branch v1 (at %s) deployed as release %s by X"
                .formatted(repository.resolve("v1"), one),
            "Branch v2 (at %s) deployed as release %s by X"
                .formatted(repository.resolve("v2"), two),
            "X rolled back to release " + one),
        log);
    CommandEnd history = installation.slipway("history", "production");
    assertEquals(0, history.code(), history.output());
    assertTrue(history.output().contains("rollback"), history.output());
  }

  @Test
  void another_worker_goes_on_when_the_first_is_killed() {
    installation.deploy("v1");
    servedEverywhere("v1");
    fleet.call("break", "all", "--slow-cmd", "tar", "8");

    try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
      Eventually.within(LIMIT, "a host at its checkout", this::somethingIsBeingMade);
      installation.workers().getFirst().kill();
      installation.startWorker();

      assertEquals(0, deploy.awaitExit(Duration.ofMinutes(4)), deploy.output());
    }
    servedEverywhere("v2");
  }

  @Test
  @Tag("capistrano-ask-6")
  void a_second_deploy_is_refused_and_told_by_whom() {
    fleet.call("break", "all", "--slow-cmd", "tar", "300");
    try (Program first =
        installation.start("deploy", "production", "--revision", "v1", "--reason", "launch")) {
      first.awaitOutput("release", LIMIT);

      CommandEnd second = installation.deploy("v2");

      assertEquals(4, second.code(), second.output());
      assertTrue(second.output().contains("since"), second.output());
      assertTrue(second.output().contains("v1"), second.output());
      assertTrue(second.output().contains("slipway watch production"), second.output());

      CommandEnd abort = installation.slipway("abort", "production");
      assertEquals(0, abort.code(), abort.output());
      assertEquals(1, first.awaitExit(LIMIT), first.output());
    }
  }

  @Test
  void an_aborted_deploy_goes_back() {
    installation.deploy("v1");
    String one = servedEverywhere("v1");
    // Longer than the test waits for anything: the abort has to end it.
    fleet.breakHost(HOSTS, "--slow-cmd", "tar", "300");

    try (Program deploy = installation.start("deploy", "production", "--revision", "v2")) {
      deploy.awaitOutput("prepare", LIMIT);
      CommandEnd abort = installation.slipway("abort", "production", "--reason", "wrong branch");
      assertEquals(0, abort.code(), abort.output());

      assertEquals(1, deploy.awaitExit(LIMIT), deploy.output());
      assertTrue(deploy.output().contains("wrong branch"), deploy.output());
    }
    assertEquals(one, servedEverywhere("v1"));
    fleet.state().forEach(s -> assertEquals(List.of(one), s.releases(), s.name()));
  }

  @Test
  void the_deploy_goes_on_without_its_command_and_is_watched_by_another() {
    fleet.call("break", "all", "--slow-cmd", "tar", "2");
    try (Program deploy = installation.start("deploy", "production", "--revision", "v1")) {
      deploy.awaitOutput("prepare", LIMIT);
      deploy.kill();
    }

    CommandEnd watch = installation.slipway("watch", "production");

    assertEquals(0, watch.code(), watch.output());
    servedEverywhere("v1");
  }

  private boolean somethingIsBeingMade() {
    return fleet.hosts().stream()
            .anyMatch(h -> Files.isDirectory(fleet.onDisk(h.number(), "/srv/app/.slipway")))
        && fleet.execute(1, "ps -ef || ps").contains("sleep 8");
  }

  /** The one release that all hosts have as current and serve; it must be of this version. */
  private String servedEverywhere(String version) {
    List<FleetHostState> states = fleet.state();
    Optional<String> release = states.getFirst().current();
    assertTrue(release.isPresent(), "no host has a release");
    for (FleetHostState state : states) {
      assertEquals(release, state.current(), state.name());
      assertEquals(release, state.served(), state.name());
    }
    for (var host : fleet.hosts()) {
      assertEquals(version, content(host.number(), release.get()), host.name());
    }
    return release.get();
  }

  private String content(int host, String release) {
    try {
      return Files.readString(fleet.onDisk(host, "/srv/app/releases/" + release + "/VERSION"))
          .strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
