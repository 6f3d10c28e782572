package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.InstalledSlipway;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A team that has Ansible deploys to the hosts of its inventory, as ansible-inventory tells them.
 */
class InventoryIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("inventory");
  private final Installation installation = Installation.on(fleet);

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void the_hosts_of_a_group_are_deployed_to_and_an_unknown_group_is_told() throws IOException {
    repository.commit("One", Map.of("page", "1\n"));
    repository.tag("v1");
    inventory();
    describe("web");

    CommandEnd valid = CommandEnd.ending(0, slipway("validate"));
    assertTrue(valid.output().contains("hosts from elsewhere"), valid.output());
    CommandEnd unused =
        CommandEnd.ending(
            0, slipway("deploy", "production", "--revision", "v1", "--address", address()));
    CommandEnd told =
        CommandEnd.ending(
            0, slipway("releases", "production", "--output", "json", "--address", address()));
    JsonNode hosts = new ObjectMapper().readTree(told.output()).get("hosts");
    assertEquals(2, hosts.size(), told.output());
    for (JsonNode host : hosts) {
      assertTrue(host.has("live"), told.output());
    }

    describe("wep");
    CommandEnd unknown =
        CommandEnd.ending(
            2, slipway("deploy", "production", "--revision", "v1", "--address", address()));
    assertTrue(
        unknown.output().contains("from.ansible: has no group 'wep'. Did you mean web?"),
        unknown.output());
  }

  /** The first two hosts are web servers, one of which is in a group below. */
  private void inventory() throws IOException {
    Path folder = Files.createDirectories(installation.folder().resolve("inventory"));
    Files.writeString(
        folder.resolve("production.ini"),
        """
        [database]
        %s
        [old]
        %s
        [new]
        %s
        [web:children]
        old
        new
        [all:vars]
        ansible_user=deploy
        """
            .formatted(line(2), line(0), line(1)));
  }

  private String line(int number) {
    FleetHost host = fleet.hosts().get(number);
    return "%s ansible_host=%s ansible_port=%d".formatted(host.name(), host.address(), host.port());
  }

  private void describe(String group) throws IOException {
    Files.writeString(
        installation.file(),
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {restart: {run: "true", on: old}}
        stages:
          production:
            ssh: {identities: ["%s"], known_hosts: ["%s"]}
            hosts:
              - from: {ansible: inventory/production.ini, group: %s}
        """
            .formatted(fleet.gitUrl("inventory"), fleet.privateKey(), fleet.knownHosts(), group));
  }

  private String address() {
    return installation.server().address();
  }

  /** A command of somebody who has Ansible. */
  private CommandEnd slipway(String... arguments) {
    Path ansible = Requirements.program("ansible-inventory", "ansible");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--file", installation.file().toString()));
    Launch launch =
        InstalledSlipway.launch(all.toArray(String[]::new))
            .with("SLIPWAY_STATE", installation.folder().resolve("state").toString())
            .with("ANSIBLE_HOME", installation.folder().resolve("ansible").toString())
            .with("PATH", ansible.getParent() + ":" + System.getenv("PATH"));
    try (Program program = Program.start(launch)) {
      return new CommandEnd(program.awaitExit(LIMIT), program.output());
    }
  }
}
