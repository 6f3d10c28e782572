package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.OtherTool;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moving over from other tools than Capistrano, and back, as somebody would type it. */
class OtherToolsIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("others");
  private final Installation installation = Installation.on(fleet);
  private String first = "";

  @BeforeEach
  void open() {
    fleet.wipe();
    first = repository.commit("One", Map.of("VERSION", "v1\n"));
    describe("/opt/fleet/bin/app restart");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  private void describe(String restart) {
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        linked_dirs: [log]
        steps: {restart: %s}
        """
            .formatted(fleet.gitUrl("others"), restart),
        "{batches: [1, 100%]}");
  }

  @ParameterizedTest
  @EnumSource(OtherTool.class)
  void hosts_are_taken_over_as_they_are_and_handed_back(OtherTool tool) {
    everywhere(tool.deploy("/srv/app", fleet.gitUrl("others")));
    everywhere("/opt/fleet/bin/app restart");
    String link = link(1);
    repository.commit("Two", Map.of("VERSION", "v2\n"));
    repository.tag("v2");

    String checked = slipway(0, "check", "production");
    String name = link.replaceFirst(".*/", "");
    assertTrue(checked.contains("%s of %s".formatted(name, tool.title())), checked);
    assertTrue(checked.contains("2 hosts serve what %s has made".formatted(tool.title())), checked);
    refusesWhileItIsLocked(tool);

    describe("/opt/fleet/bin/app restart && ! grep -q v2 VERSION");
    String failed = slipway(3, "deploy", "production", "--revision", "v2");
    assertTrue(
        failed.lines().anyMatch(l -> l.matches("\\S+ +reverted +" + name + " of .*")), failed);
    everyHostServes("v1");
    assertEquals(link, link(1));

    describe("/opt/fleet/bin/app restart");
    slipway(0, "deploy", "production", "--revision", "v2");
    everyHostServes("v2");
    String releases = slipway(0, "releases", "production");
    assertTrue(releases.contains("%s of %s".formatted(name, tool.title())), releases);
    String refused = slipway(1, "rollback", "production");
    assertTrue(refused.contains("to which no rollback leads"), refused);
    assertTrue(refused.contains("--revision " + first), refused);
    slipway(0, "deploy", "production", "--revision", first);
    everyHostServes("v1");

    everywhere(tool.deploy("/srv/app", fleet.gitUrl("others")));
    everyHostServes("v2");
    slipway(0, "deploy", "production", "--revision", first);
    everyHostServes("v1");
  }

  private void refusesWhileItIsLocked(OtherTool tool) {
    String lock =
        switch (tool) {
          case DEPLOYER -> "/srv/app/.dep/deploy.lock";
          case MINA -> "/srv/app/deploy.lock";
          case ANSISTRANO -> "";
        };
    if (lock.isEmpty()) {
      return;
    }
    String before = fleet.execute(1, "ls /srv/app/releases");
    fleet.execute(2, "echo ben >" + lock);
    for (String[] command :
        new String[][] {
          {"check", "production"}, {"deploy", "production", "--revision", "v2"},
        }) {
      String told = slipway(1, command);
      assertTrue(told.contains("%s is deploying there (by ben".formatted(tool.title())), told);
    }
    everyHostServes("v1");
    assertEquals(before, fleet.execute(1, "ls /srv/app/releases"));
    fleet.execute(2, "rm " + lock);
  }

  private String slipway(int code, String... arguments) {
    return CommandEnd.ending(code, installation.slipway(arguments)).output();
  }

  private void everywhere(String script) {
    fleet.hosts().forEach(host -> fleet.execute(host.number(), script));
  }

  private String link(int host) {
    return fleet.execute(host, "readlink /srv/app/current").strip();
  }

  private void everyHostServes(String version) {
    for (FleetHost host : fleet.hosts()) {
      assertEquals(
          version,
          fleet.execute(host.number(), "cat /srv/app/current/VERSION").strip(),
          host.name());
    }
  }
}
