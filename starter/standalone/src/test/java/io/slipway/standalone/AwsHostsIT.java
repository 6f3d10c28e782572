package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Ec2Console;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Moto;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A team deploys to the instances that have a tag; they are real hosts, and EC2 is moto's. */
class AwsHostsIT {
  private static final String REGION = "eu-west-1";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(3);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("aws");
  private final Moto moto = Moto.start();
  private final Ec2Console console = new Ec2Console(moto.address());
  private final Installation installation = Installation.on(fleet);

  @AfterEach
  void close() {
    installation.close();
    moto.close();
    repository.close();
  }

  @Test
  void running_instances_are_deployed_to_and_a_fault_touches_nothing() throws IOException {
    repository.commit("One", Map.of("page", "1\n"));
    repository.tag("v1");
    List<FleetHost> hosts = fleet.hosts();
    String network = hosts.getFirst().address().replaceFirst("\\.\\d+\\.\\d+$", ".0.0/16");
    String subnet = console.subnet(REGION, REGION + "b", network);
    String nameless = console.runsAt(REGION, subnet, hosts.get(0).address(), Map.of("Role", "web"));
    console.runsAt(REGION, subnet, hosts.get(1).address(), Map.of("Role", "web", "Name", "second"));
    console.runsAt(REGION, subnet, hosts.get(2).address(), Map.of("Role", "db"));
    describe("{tags: {Role: web}, region: %s}".formatted(REGION));

    CommandEnd valid = CommandEnd.ending(0, installation.alone("validate", "--file", file()));
    assertTrue(valid.output().contains("hosts from elsewhere"), valid.output());
    String deployed =
        CommandEnd.ending(0, slipway("deploy", "production", "--revision", "v1")).output();
    assertTrue(deployed.contains(nameless) && deployed.contains("second"), deployed);
    assertEquals("1", fleet.execute(1, "cat /srv/app/current/page").strip());
    assertEquals("1", fleet.execute(2, "cat /srv/app/current/page").strip());
    assertEquals("", fleet.execute(3, "ls /srv/app 2>&1 || true").replaceAll("(?m)^ls: .*\\R", ""));

    describe("{tags: {Role: wep}, region: %s}".formatted(REGION));
    String told =
        CommandEnd.ending(2, slipway("deploy", "production", "--revision", "v1")).output();
    assertTrue(
        told.contains("slipway.yml:10:") && told.contains("hosts[0].from.ec2: finds nobody"), told);
  }

  private CommandEnd slipway(String... arguments) {
    return installation.slipway(
        Map.of(
            "AWS_ENDPOINT_URL_EC2",
            moto.address(),
            "AWS_ACCESS_KEY_ID",
            "id",
            "AWS_SECRET_ACCESS_KEY",
            "key"),
        arguments);
  }

  private String file() {
    return installation.file().toString();
  }

  private void describe(String ec2) throws IOException {
    Files.writeString(
        installation.file(),
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        stages:
          production:
            ssh: {user: deploy, port: %d, identities: ["%s"], known_hosts: ["%s"]}
            # By zone, as AWS tells it.
            rollout: {batches: [1], zone_parallel: 1}
            hosts:
              - {from: {ec2: %s}, roles: [web]}
        """
            .formatted(
                fleet.gitUrl("aws"),
                fleet.hosts().getFirst().port(),
                fleet.privateKey(),
                fleet.knownHosts(),
                ec2));
  }
}
