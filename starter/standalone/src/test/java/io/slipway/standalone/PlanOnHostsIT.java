package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is said beforehand of real hosts is what then happens to them, and saying it is harmless.
 */
class PlanOnHostsIT {
  private static final List<String> FILES = List.of("app.env", "config/master.key");

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("plan");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        linked_files: [app.env, config/master.key]
        steps: {restart: {run: /opt/fleet/bin/app restart}}
        """
            .formatted(fleet.gitUrl("plan")),
        "{batches: [1, 100%]}");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  @Tag("capistrano-ask-18")
  @Tag("capistrano-ask-19")
  void all_missing_linked_files_of_all_hosts_are_told_at_once_and_nothing_is_made() {
    for (String[] command :
        new String[][] {
          {"plan", "production", "--revision", "v1"},
          {"check", "production"},
          {"deploy", "production", "--revision", "v1"}
        }) {
      String before = everything();

      CommandEnd end = installation.slipway(command);

      assertEquals(1, end.code(), end.output());
      for (String file : FILES) {
        assertTrue(
            end.output()
                .lines()
                .anyMatch(l -> l.matches(".*tried to .*%s does not exist.*".formatted(file))),
            file + " in " + end.output());
      }
      // Hosts that lack the same are told of together.
      for (String host : List.of("vm1", "vm2", "vm3")) {
        assertTrue(
            end.output()
                .lines()
                .anyMatch(
                    l ->
                        l.matches(
                            ".*(%1$s: tried to|the same on .*%1$s|%1$s: failed as vm).*"
                                .formatted(host))),
            host + " in " + end.output());
      }
      assertEquals(before, everything(), command[0]);
    }
  }

  @Test
  @Tag("capistrano-ask-18")
  @Tag("capistrano-trap-7")
  void plans_of_a_deploy_and_of_a_rollback_come_true_and_change_nothing() {
    fleet
        .hosts()
        .forEach(
            host ->
                fleet.execute(
                    host.number(),
                    "mkdir -p /srv/app/shared/config && cd /srv/app/shared && touch app.env"
                        + " config/master.key"));
    CommandEnd planned = untouched("plan", "production", "--revision", "v1");
    assertTrue(planned.output().contains(repository.resolve("v1")), planned.output());
    assertTrue(planned.output().contains("batch 1 of 2, 1 host: vm1"), planned.output());
    assertTrue(planned.output().contains("/opt/fleet/bin/app restart"), planned.output());

    deployed("v1");
    String one = live();
    CommandEnd nowhere = installation.slipway("rollback", "production", "--plan");
    assertEquals(1, nowhere.code(), nowhere.output());
    deployed("v2");
    String two = live();

    CommandEnd back = untouched("rollback", "production", "--plan");
    assertTrue(back.output().contains("/srv/app/releases/" + one), back.output());
    assertTrue(back.output().contains(two), back.output());
    CommandEnd rollback = installation.slipway("rollback", "production");
    assertEquals(0, rollback.code(), rollback.output());
    assertEquals(one, live());
    assertFalse(one.equals(two));
  }

  private CommandEnd untouched(String... command) {
    String before = everything();
    CommandEnd end = installation.slipway(command);
    assertEquals(0, end.code(), end.output());
    assertEquals(before, everything());
    return end;
  }

  private void deployed(String revision) {
    CommandEnd end = installation.deploy(revision);
    assertEquals(0, end.code(), end.output());
  }

  private String live() {
    List<Optional<String>> live = fleet.state().stream().map(s -> s.current()).distinct().toList();
    assertEquals(1, live.size(), live.toString());
    return live.getFirst().orElseThrow();
  }

  /** Names, times of change and targets of all that lies below {@code /srv} on any host. */
  private String everything() {
    StringBuilder all = new StringBuilder();
    fleet
        .hosts()
        .forEach(
            host ->
                all.append(
                    fleet.execute(host.number(), "find /srv -printf '%p %l %T@ %C@\\n' | sort")));
    return all.toString();
  }
}
