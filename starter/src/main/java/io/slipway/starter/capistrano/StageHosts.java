package io.slipway.starter.capistrano;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.starter.config.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stage's servers as hosts of a slipway.yml, and how they are logged in to. */
final class StageHosts {
  /** Properties with a place in slipway.yml, or none that matters. */
  private static final Set<String> KNOWN =
      Set.of("host", "user", "port", "roles", "primary", "no_release", "ssh_options");

  private final String stage;
  private final StageReading reading;
  private final Findings findings;

  StageHosts(String stage, StageReading reading, Findings findings) {
    this.stage = stage;
    this.reading = reading;
    this.findings = findings;
  }

  /** Roles that hosts with releases play. */
  Set<String> roles() {
    Set<String> roles = new HashSet<>();
    releasing().forEach(server -> roles.addAll(rolesOf(server)));
    return roles;
  }

  /** The lines below {@code hosts:}. */
  List<String> lines() {
    reading.servers().stream()
        .filter(server -> server.path("no_release").asBoolean())
        .forEach(
            server ->
                findings.leftOut(
                    "server %s of %s".formatted(server.path("host").asText(), stage),
                    "it has no_release, so nothing is deployed to it"));
    String common = user();
    Set<String> led = new HashSet<>();
    List<String> lines = releasing().map(server -> line(server, common, led)).toList();
    if (lines.isEmpty()) {
      findings.byHand(
          "servers of " + stage, "none was found: write the stage's hosts into the file");
      return List.of("- {name: %s.example.com, roles: [app]} # TODO".formatted(stage));
    }
    findings.taken(
        "%s of %s".formatted(lines.size() == 1 ? "1 server" : lines.size() + " servers", stage),
        "with their roles");
    return lines;
  }

  private Stream<JsonNode> releasing() {
    return reading.servers().stream().filter(s -> !s.path("no_release").asBoolean());
  }

  private String line(JsonNode server, @Nullable String common, Set<String> led) {
    String host = server.path("host").asText();
    List<String> parts = new ArrayList<>();
    parts.add("name: " + YamlText.plain(host));
    JsonNode options = server.path("ssh_options");
    String user = server.path("user").asText(options.path("user").asText(""));
    if (!user.isEmpty() && !user.equals(common)) {
      parts.add("user: " + YamlText.plain(user));
    }
    int port = server.path("port").asInt(options.path("port").asInt(0));
    if (port > 0) {
      parts.add("port: " + port);
    }
    List<String> roles = rolesOf(server);
    if (!roles.isEmpty()) {
      parts.add("roles: " + YamlText.list(roles));
    }
    if (server.path("primary").asBoolean()) {
      if (roles.stream().noneMatch(led::contains)) {
        led.addAll(roles);
        parts.add("primary: true");
      } else {
        findings.changed(
            "primary of server %s of %s".formatted(host, stage),
            "left out, since another host of one of its roles is primary, too");
      }
    }
    server
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                findings.byHand(
                    "property %s of server %s of %s".formatted(name, host, stage),
                    "has no place in slipway.yml; a command finds its host's name and roles in"
                        + " SLIPWAY_HOST and SLIPWAY_ROLES");
              }
            });
    options
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("user") && !name.equals("port")) {
                findings.byHand(
                    "ssh option %s of server %s of %s".formatted(name, host, stage),
                    "is given per stage here: write it into the stage's ssh, or into the worker's"
                        + " ~/.ssh/config");
              }
            });
    return "- {%s}".formatted(String.join(", ", parts));
  }

  private static List<String> rolesOf(JsonNode server) {
    List<String> roles = new ArrayList<>();
    server
        .path("roles")
        .forEach(
            role -> {
              if (!role.asText().equals("all")) {
                roles.add(role.asText());
              }
            });
    return roles;
  }

  /** The stage's {@code ssh}, in braces. */
  String ssh() {
    List<String> parts = new ArrayList<>();
    JsonNode options = reading.value("ssh_options");
    String user = user();
    if (user == null && releasing().anyMatch(server -> !server.has("user"))) {
      user = System.getProperty("user.name");
      findings.changed(
          "login of " + stage,
          "nothing names one, so whoever called cap logged in; the worker logs in as %s"
              .formatted(user));
    }
    if (user != null) {
      parts.add("user: " + YamlText.plain(user));
    }
    int port = options.path("port").asInt(0);
    if (port > 0) {
      parts.add("port: " + port);
    }
    JsonNode keys = options.path("keys");
    if (keys.isArray() && !keys.isEmpty()) {
      List<String> paths = new ArrayList<>();
      keys.forEach(key -> paths.add(key.asText()));
      parts.add("identities: " + YamlText.list(paths));
      findings.changed(
          "ssh option keys of " + stage, "identities; they are paths on the worker now");
    }
    String known = options.path("user_known_hosts_file").asText("");
    if (!known.isEmpty()) {
      parts.add("known_hosts: " + YamlText.plain(known));
      findings.changed(
          "ssh option user_known_hosts_file of " + stage,
          "known_hosts; it is a path on the worker now");
    }
    String jump = options.path("proxy").path("jump").asText("");
    if (!jump.isEmpty()) {
      parts.add("jump: " + YamlText.plain(jump));
      findings.taken("ssh option proxy of " + stage, "jump %s".formatted(jump));
    } else if (options.path("proxy").has("command")) {
      findings.byHand(
          "ssh option proxy of " + stage,
          "is a command (%s): write the bastion as ssh.jump"
              .formatted(options.path("proxy").path("command").asText()));
    }
    if (options.path("verify_host_key").asText("").equals("never")
        || options.path("verify_host_key").asText("").equals("false")) {
      parts.add("host_keys: accept-new");
      findings.changed(
          "ssh option verify_host_key of " + stage,
          "host_keys: accept-new; a host's key is trusted on first sight, and a changed one is"
              + " refused always");
    }
    if (!options.path("config").asText("").equals("false")) {
      // As Net::SSH does by itself.
      parts.add("config: true");
    }
    return "{%s}".formatted(String.join(", ", parts));
  }

  /** Who logs in to most hosts; null when nothing names one. */
  private @Nullable String user() {
    String common = reading.value("ssh_options").path("user").asText("");
    if (!common.isEmpty()) {
      return common;
    }
    return releasing()
        .map(server -> server.path("user").asText(""))
        .filter(user -> !user.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
