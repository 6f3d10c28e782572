package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an entry makes of the hosts that AWS tells; AWS itself is asked by tests of the SDK's. */
final class HostsFromAwsTest {
  @Test
  void instances_have_names_addresses_zones_and_what_the_entry_says() {
    List<Host> hosts = hosts("{from: {ec2: {tags: {Case: two}}}, roles: [web], port: 2222}");

    Host first = hosts.getFirst();
    assertEquals("web1", first.name().value());
    assertEquals("10.0.0.1", first.address());
    assertEquals(Label.of("eu-west-1a"), first.zone());
    assertEquals(List.of(Role.of("web")), first.roles());
    assertEquals(2222, first.port());
    assertEquals("i-2", hosts.getLast().name().value());
  }

  @ParameterizedTest
  @CsvSource({"private, 10.0.0.1", "public, 203.0.113.1", "dns, web1.example.com"})
  void the_address_can_be_chosen(String kind, String address) {
    List<Host> hosts = hosts("{from: {ec2: {tags: {Case: one}, address: %s}}}".formatted(kind));

    assertEquals(address, hosts.getFirst().address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2", "ssm"})
  void those_that_are_called_the_same_have_their_ids_in_their_names(String service) {
    List<Host> hosts = hosts("{from: {%s: {tags: {Case: alike}}}}".formatted(service));

    assertEquals(
        List.of("web1-i-1", "web1-i-3", "i-2"), hosts.stream().map(h -> h.name().value()).toList());
  }

  @Test
  void the_region_is_handed_on() {
    List<Host> hosts = hosts("{from: {ssm: {tags: {Case: region}, region: eu-central-1}}}");

    assertEquals("eu-central-1", hosts.getFirst().name().value());
  }

  @Test
  void a_zone_of_the_entry_counts_where_none_is_told() {
    assertEquals(
        Label.of("z"),
        hosts("{from: {ssm: {tags: {Case: region}, region: eu-x-1}}, zone: z}").getFirst().zone());
  }

  @Test
  void those_that_are_offline_are_left_out_and_told_where_the_entry_says_so() {
    SlipwayFile file = file("{from: {ssm: {tags: {Case: some away}, offline: skip}}}");

    assertEquals(1, file.target(null, List.of(), List.of()).hosts().size());
    assertEquals(List.of("Left out: i-5, i-6 are offline to Systems Manager."), file.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ec2: {tags: {Case: none}} | ec2: finds nobody with the tags {Case=none}.",
        "ec2: {tags: {Case: odd}} | ec2: tells of 'web 4', which cannot be a host.",
        "ec2: {tags: {Case: two}, address: public} | ec2: finds 'i-2' (i-2), which has no public"
            + " address.",
        "ec2: {tags: {Case: two}, address: dns} | ec2: finds 'i-2' (i-2), which has no DNS name.",
        "ec2: {tags: {Case: denied}} | ec2: is not allowed to you by AWS. Allow it.",
        "ssm: {tags: {Case: some away}} | ssm: finds hosts that cannot be deployed to, since i-5,"
            + " i-6 are offline to Systems Manager. Start their agents, take the tags off those"
            + " that are gone, or leave all that are offline out: offline: skip.",
        "ssm: {tags: {Case: some away}, offline: refuse} | ssm: finds hosts that cannot be deployed"
            + " to",
        "ssm: {tags: {Case: all away}, offline: skip} | ssm: finds nobody that is online",
        "ssm: {tags: {Case: all away}} | ssm: finds nobody that is online, since i-5 is offline to"
            + " Systems Manager.",
      })
  void hosts_that_cannot_be_are_told_with_their_line(String from, String said) {
    SlipwayFile file = file("{from: {%s}}".formatted(from));

    FileFaultsException faults =
        assertThrows(FileFaultsException.class, () -> file.target(null, List.of(), List.of()));

    String message = Objects.requireNonNull(faults.getMessage());
    assertTrue(
        message.startsWith("slipway.yml:6:") && message.contains("hosts[0].from." + said), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ec2: {} | tags",
        "ec2: {tags: {}} | ec2.tags: names no tag, so that all machines of the region would be"
            + " meant",
        "ec2: {tags: {Role: web}, region: EU} | region",
        "ec2: {tags: {Role: web}, region: 'x.example.com/'} | region",
        "ec2: {tags: {Role: web}, address: ipv6} | address",
        "ssm: {tags: {Role: web}, address: public} | ssm.address: is public, and Systems Manager"
            + " knows no such addresses",
        "ssm: {tags: {Role: web}, offline: maybe} | offline",
        "ec2: {tags: {Role: web}, offline: skip} | offline",
        "ec2: {tags: {Role: web}}, command: bin/hosts | command",
        "ec2: {tags: {Role: web}}, group: web | from.group: is of an inventory, and there is none",
      })
  void faults_of_an_entry_are_told_without_asking(String from, String said) {
    FileFaultsException faults =
        assertThrows(FileFaultsException.class, () -> file("{from: {%s}}".formatted(from)));

    String message = Objects.requireNonNull(faults.getMessage());
    assertTrue(message.startsWith("slipway.yml:6:") && message.contains(said), message);
  }

  private static List<Host> hosts(String entry) {
    return file(entry).target(null, List.of(), List.of()).hosts();
  }

  private static SlipwayFile file(String entry) {
    return SlipwayFile.parse(
        Path.of("slipway.yml"),
        """
        application: shop
        repository: /srv/git/shop.git
        deploy_to: /srv/shop
        stages:
          production:
            hosts: [%s]
            ssh: {user: deploy}
        """
            .formatted(entry));
  }
}
