package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Role;
import io.slipway.domain.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that a command tells; it runs for real, in the folder of the file. */
final class HostsFromTest {
  @TempDir Path folder;

  @Test
  void names_come_one_a_line_and_have_what_the_entry_says() throws IOException {
    Files.writeString(folder.resolve("list"), "# ours\nweb1\n\n  web2  # the second\n");
    Target target = target("{from: {command: cat list}, roles: [web], zone: a, port: 2222}");

    assertEquals(List.of("web1", "web2"), names(target));
    Host second = target.hosts().getLast();
    assertEquals(List.of(Role.of("web")), second.roles());
    assertEquals(Label.of("a"), second.zone());
    assertEquals(2222, second.port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"web1\", {\"name\": \"web2\", \"address\": \"10.0.0.2\", \"roles\": \"db\"}]",
        "{\"name\": \"web1\"}\n"
            + "{\"name\": \"web2\", \"address\": \"10.0.0.2\", \"roles\": [\"db\"], \"zone\":"
            + " null}",
      })
  void json_is_a_list_or_one_host_after_the_other(String json) throws IOException {
    Files.writeString(folder.resolve("list"), json);
    Target target = target("{from: {command: cat list}, roles: [web]}");

    assertEquals(List.of("web1", "web2"), names(target));
    Host second = target.hosts().getLast();
    assertEquals("10.0.0.2", second.address());
    assertEquals(List.of(Role.of("web"), Role.of("db")), second.roles());
  }

  @Test
  void hosts_stand_where_their_entry_does_and_count_as_all_others() {
    Target target = target("db1, {from: {command: echo web1}, tags: [canary]}, db2");

    assertEquals(List.of("db1", "web1", "db2"), names(target));
    assertEquals(List.of(Label.of("canary")), target.hosts().get(1).tags());
  }

  @Test
  void nobody_is_asked_before_hosts_are_needed() {
    SlipwayFile file = file("{from: {command: touch asked; echo web1}}");

    assertEquals("production", file.named(null).stage().value());
    assertEquals(OptionalInt.empty(), file.listed(file.stages().getFirst()));
    assertTrue(Files.notExists(folder.resolve("asked")));
    assertEquals(List.of("web1"), names(file.target(null, List.of(), List.of())));
    assertTrue(Files.exists(folder.resolve("asked")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exit 3 | ended with status 3: it said nothing. Mend it; nothing was touched.",
        "echo no way >&2; exit 1 | ended with status 1: 'no way'. Mend it; nothing was touched.",
        "true | tells of no host. Look at it; a deploy to nobody is none.",
        "echo 'web 1' | tells of 'web 1', which cannot be a host.",
        "echo 'web[01-40]' | tells of 'web[01-40]', which cannot be a host.",
        "echo '[\"web1\"' | printed what begins as JSON and is none:",
        "echo '[1]' | printed a host that has no name: 1.",
        "echo '{\"name\":\"a\",\"adress\":\"b\"}' | printed a host that has the key 'adress':",
        "echo '{\"name\":\"a\",\"port\":\"22\"}' | printed a host that has a port that is no"
            + " number:",
        "echo '{\"name\":\"a\",\"port\":70000}' | tells of a with the port 70000.",
        "echo '{\"name\":\"a\",\"user\":\"-x\"}' | tells of a with the user '-x'.",
        "echo '{\"name\":\"a\",\"tags\":[{}]}' | printed a host that has tags that are no texts:",
        "sleep 60 | was not done in 1 s. Give it more time with timeout.",
      })
  void who_tells_nonsense_is_told_so(String command, String said) throws IOException {
    Files.writeString(folder.resolve("tell"), command);
    SlipwayFile file = file("{from: {command: sh tell, timeout: 1s}}");

    FileFaultsException faults =
        assertThrows(FileFaultsException.class, () -> file.target(null, List.of(), List.of()));

    String message = String.valueOf(faults.getMessage());
    assertTrue(message.contains("stages.production.hosts[0].from.command: " + said), message);
  }

  @Test
  void what_the_file_says_of_hosts_is_looked_at_once_they_are_known() {
    SlipwayFile file = file("web1, {from: {command: echo web1}}");

    FileFaultsException faults =
        assertThrows(FileFaultsException.class, () -> file.target(null, List.of(), List.of()));

    String message = String.valueOf(faults.getMessage());
    assertTrue(message.contains("hosts[1]: host web1 is listed twice, first in line 6"), message);
  }

  @Test
  void who_logs_in_may_be_told_of_each_host_alone() throws IOException {
    Files.writeString(
        folder.resolve("list"), "[{\"name\": \"web1\", \"user\": \"ops\"}, \"web2\"]");
    String text =
        """
        application: shop
        repository: git@git.example.com:acme/shop.git
        deploy_to: /srv/shop
        stages:
          production: {hosts: [{from: {command: cat list}}]}
        """;
    SlipwayFile file = SlipwayFile.parse(folder.resolve("slipway.yml"), text);

    FileFaultsException faults =
        assertThrows(FileFaultsException.class, () -> file.target(null, List.of(), List.of()));

    String message = String.valueOf(faults.getMessage());
    assertTrue(message.contains("is missing, and web2 has no user of its own"), message);
  }

  private static List<String> names(Target target) {
    return target.hosts().stream().map(h -> h.name().value()).toList();
  }

  private Target target(String hosts) {
    return file(hosts).target(null, List.of(), List.of());
  }

  private SlipwayFile file(String hosts) {
    return SlipwayFile.parse(
        folder.resolve("slipway.yml"),
        """
        application: shop
        repository: git@git.example.com:acme/shop.git
        deploy_to: /srv/shop
        ssh: {user: deploy}
        stages:
          production: {hosts: [%s]}
        """
            .formatted(hosts));
  }
}
