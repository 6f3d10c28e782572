package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hosts are broken by hand in every way; each is told, and what can be is put right. */
class DriftIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int HOSTS = 8;
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("drift");
  private final Installation installation = Installation.on(fleet);

  @TempDir Path folder;

  @BeforeEach
  void deployTwice() {
    TwoVersions.in(repository, Map.of("file", "1\n"));
    fleet.hosts().forEach(h -> on(h.number(), "mkdir -p shared && echo x > shared/env"));
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        linked_files: [env]
        steps: {restart: {run: /opt/fleet/bin/app restart}}
        health: {http: "http://{address}:%d/release/VERSION", within: 20s}
        """
            .formatted(fleet.gitUrl("drift"), fleet.host(1).httpPort()),
        "{batches: [100%]}");
    CommandEnd.ending(0, installation.deploy("v1"));
    CommandEnd.ending(0, installation.deploy("v2"));
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  private void on(int host, String command) {
    String unused = fleet.execute(host, "mkdir -p /srv/app && cd /srv/app && " + command);
  }

  @Test
  void tells_each_difference_repairs_what_can_be_and_is_clean_again() {
    CommandEnd clean = CommandEnd.ending(0, installation.slipway("drift", "production"));
    assertTrue(clean.output().contains("8 hosts of production are as they should be"));
    List<String> releases = fleet.state().getFirst().releases();
    String one = releases.getFirst();
    String two = releases.getLast();

    on(1, "ln -sfn releases/%s current && echo y > shared/env".formatted(one));
    on(2, "ln -sfn releases/20200101000000 current");
    on(3, "mkdir .slipway/trash-1 .slipway/%s/tree && ln -s x releases/current".formatted(two));
    on(4, "/opt/fleet/bin/app stop");
    on(5, "echo 2 > releases/%s/file".formatted(two));
    on(6, "echo %s > releases/%s/REVISION".formatted("f".repeat(40), two));
    on(7, "rm current shared/env && mkdir current");
    fleet.breakHost(HOSTS, "--refuse");
    fleet.breakHost(HOSTS, "--drop");

    CommandEnd told = CommandEnd.ending(9, installation.slipway("drift", "production"));
    says(told, 1, "wrong release", one);
    says(told, 1, "linked file differs", "as on 5 of 6 hosts");
    says(told, 2, "dangling", "releases/20200101000000");
    says(told, 3, "stray", "releases/current");
    says(told, 3, "stray", ".slipway/trash-1");
    says(told, 3, "half made", two + "/tree");
    says(told, 4, "not serving", "VERSION");
    says(told, 5, "foreign change", "file");
    says(told, 6, "revision mismatch", "f".repeat(40));
    says(told, 6, "foreign change", "REVISION");
    says(told, 7, "not a link", two);
    says(told, 7, "linked file missing", "shared/env");
    says(told, HOSTS, "unreachable", "an answer");
    assertTrue(told.output().contains("13 differences on 8 of 8 hosts"), told.output());
    CommandEnd json =
        CommandEnd.ending(9, installation.slipway("drift", "production", "--output", "json"));
    assertTrue(json.output().contains("\"kind\":\"DANGLING\""), json.output());

    CommandEnd.ending(2, installation.slipway("drift", "production", "--yes"));
    CommandEnd repair =
        CommandEnd.ending(9, installation.slipway("drift", "production", "--repair", "--yes"));
    assertTrue(repair.output().contains("Move current away"), repair.output());
    assertTrue(repair.output().contains("Deploy a new release of"), repair.output());
    assertTrue(repair.output().contains("4 differences on 3 of 8 hosts"), repair.output());

    on(1, "echo x > shared/env");
    on(7, "rmdir current && echo x > shared/env");
    fleet.heal(HOSTS);
    CommandEnd again =
        CommandEnd.ending(0, installation.slipway("drift", "production", "--repair", "--yes"));
    assertTrue(again.output().contains("which is missing: vm7, vm8"), again.output());
    fleet.state().forEach(s -> assertEquals(s.current(), s.served(), s.name()));
  }

  private void says(CommandEnd told, int host, String what, String more) {
    String name = fleet.host(host).name();
    assertTrue(
        told.output()
            .lines()
            .anyMatch(l -> l.startsWith(name + " ") && l.contains(what) && l.contains(more)),
        "%s: %s, %s in:%n%s".formatted(name, what, more, told.output()));
  }

  @Test
  void watches_and_notifies_when_differences_come_and_go() {
    Path news = folder.resolve("news");
    CommandEnd.ending(
        0,
        installation.slipway(
            "drift", "production", "--every", "1h", "--notify-command", "cat >> " + news));
    awaitStatus("no differences");
    on(1, "ln -s x releases/current");

    trigger();
    awaitStatus("1 difference");
    assertTrue(read(news).contains("\"appeared\":[{\"host\""), read(news));
    on(1, "rm releases/current");
    trigger();
    awaitStatus("no differences");
    assertTrue(read(news).contains("\"gone\":[{\"host\""), read(news));

    CommandEnd.ending(0, installation.slipway("drift", "production", "--every", "off"));
    assertTrue(!installation.slipway("status", "production").output().contains("watched"));
  }

  /** Asking for it again has it looked at once more. */
  private void trigger() {
    CommandEnd.ending(
        0,
        installation.slipway(
            "drift",
            "production",
            "--every",
            "1h",
            "--notify-command",
            "cat >> " + folder.resolve("news")));
  }

  private void awaitStatus(String words) {
    Eventually.within(
        LIMIT,
        words,
        () -> installation.slipway("status", "production").output().contains(": " + words));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
