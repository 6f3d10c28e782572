package io.slipway.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Ec2Console;
import io.slipway.testbench.Moto;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances of a stand-in for EC2, which also checks who signs. */
final class InstancesIT {
  private final Moto moto = Moto.start();
  private final Ec2Console console = new Ec2Console(moto.address());

  private String web1 = "";
  private String web2 = "";

  @BeforeEach
  void run() {
    web1 = console.runs("eu-west-1", "eu-west-1a", Map.of("Role", "web", "Name", "web1"));
    web2 = console.runs("eu-west-1", "eu-west-1b", Map.of("Role", "web"));
    String unused = console.runs("eu-west-1", "eu-west-1b", Map.of("Role", "db"));
    console.stops("eu-west-1", console.runs("eu-west-1", "eu-west-1a", Map.of("Role", "web")));
    unused = console.runs("eu-central-1", "eu-central-1a", Map.of("Role", "web"));
  }

  @AfterEach
  void close() {
    moto.close();
  }

  private List<Machine> found(String region, Map<String, String> tags, String id, String key) {
    Machines.Question question = new Machines.Question(tags, region, Duration.ofSeconds(60));
    Map<String, String> environment =
        Map.of(
            "AWS_ENDPOINT_URL_EC2",
            moto.address(),
            "AWS_ACCESS_KEY_ID",
            id,
            "AWS_SECRET_ACCESS_KEY",
            key);
    return Machines.ofEc2(question, environment).found().stream()
        .sorted(Comparator.comparing(m -> m.name() == null))
        .toList();
  }

  @Test
  void running_instances_of_the_region_with_the_tags_are_found() {
    List<Machine> machines = found("eu-west-1", Map.of("Role", "w?b"), "id", "key");

    assertEquals(List.of(web1, web2), machines.stream().map(Machine::id).toList());
    Machine first = machines.getFirst();
    assertEquals("web1", first.name());
    assertEquals("eu-west-1a", first.zone());
    assertTrue(String.valueOf(first.privateAddress()).startsWith("10."), first.toString());
    assertTrue(String.valueOf(first.publicAddress()).matches("[0-9.]{7,15}"), first.toString());
    assertTrue(String.valueOf(first.dnsName()).startsWith("ec2-"), first.toString());
    assertEquals("eu-west-1b", machines.getLast().zone());
    assertEquals(
        List.of(),
        found("eu-west-1", Map.of("Role", "web", "Name", "web2"), "id", "key"),
        "all tags count");
  }

  /** Moto works the signature out anew, as AWS does. */
  @Test
  void questions_are_signed_as_aws_wants_it() {
    Ec2Console.Key key = console.keyOfUserWhoMay("ec2:DescribeInstances");
    Ec2Console.Key other = console.keyOfUserWhoMay("ec2:StartInstances");
    console.believesNobodyAnyMore();
    Map<String, String> web = Map.of("Role", "web");

    assertEquals(2, found("eu-west-1", web, key.id(), key.secret()).size());
    MachinesException wrong =
        assertThrows(
            MachinesException.class, () -> found("eu-west-1", web, key.id(), key.secret() + "x"));
    assertTrue(wrong.problem().contains("does not know your credentials"), wrong.problem());
    MachinesException refused =
        assertThrows(
            MachinesException.class, () -> found("eu-west-1", web, other.id(), other.secret()));
    assertEquals("is not allowed to you by AWS", refused.problem());
  }
}
