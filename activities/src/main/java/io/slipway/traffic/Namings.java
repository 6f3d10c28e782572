package io.slipway.traffic;

import io.slipway.domain.Balancer;
import io.slipway.domain.Host;
import io.slipway.domain.Placeholders;
import io.slipway.domain.PlainText;
import io.slipway.domain.StageName;
import io.slipway.domain.Traffic;
import io.slipway.release.Prologue;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a balancer calls hosts, and is itself called. Nothing that ends a command, a word or a line
 * gets through: orders come from whoever may ask for a deploy.
 */
record Namings(Traffic traffic, StageName stage) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]+");
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_./-]+");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.:\\[\\]/-]+");

  /** A name that a balancer cannot have, or must not be told. */
  static final class ImproperNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImproperNameException(String what, String text) {
      super("%s '%s' holds a character that must not be there".formatted(what, PlainText.of(text)));
    }
  }

  /** What the balancer calls a host. */
  String server(Host host) {
    return switch (traffic.balancer()) {
      case Balancer.HaProxy haproxy -> fitting(WORD, "server", fill(haproxy.server(), host));
      case Balancer.Nginx nginx ->
          fitting(ADDRESS, "server", Placeholders.fillUrl(nginx.server(), host, stage));
      case Balancer.TargetGroup group -> fitting(WORD, "target", fill(group.target(), host));
      case Balancer.Commands unused -> host.name().value();
    };
  }

  /** What its script is told of it. */
  Prologue prologue(Host host) {
    return switch (traffic.balancer()) {
      case Balancer.HaProxy haproxy ->
          new Prologue()
              .set("socket", fitting(PATH, "socket", haproxy.socket()))
              .set("backend", fitting(WORD, "backend", haproxy.backend()))
              .set("server", server(host));
      case Balancer.Nginx nginx ->
          new Prologue()
              .set("include", fitting(PATH, "include", nginx.include()))
              .set("pid", fitting(PATH, "pid", nginx.pid()))
              .set("reload", nginx.reload())
              .set("server", server(host));
      case Balancer.Commands commands ->
          new Prologue()
              .set("drain_command", fill(commands.drain(), host))
              .set("undrain_command", fill(commands.undrain(), host))
              .set(
                  "connections_command",
                  fill(Objects.requireNonNullElse(commands.connections(), ""), host))
              .set("up_command", fill(Objects.requireNonNullElse(commands.up(), ""), host));
      case Balancer.TargetGroup unused ->
          throw new IllegalStateException("a target group has no machine");
    };
  }

  /** What its script is told of both halves of a stage. */
  Prologue prologue(Sides sides) {
    Prologue prologue =
        switch (traffic.balancer()) {
          case Balancer.HaProxy haproxy ->
              new Prologue()
                  .set("socket", fitting(PATH, "socket", haproxy.socket()))
                  .set("backend", fitting(WORD, "backend", haproxy.backend()));
          case Balancer.Nginx nginx ->
              new Prologue()
                  .set("include", fitting(PATH, "include", nginx.include()))
                  .set("pid", fitting(PATH, "pid", nginx.pid()))
                  .set("reload", nginx.reload());
          case Balancer.Commands unused -> new Prologue();
          case Balancer.TargetGroup unused ->
              throw new IllegalStateException("a target group has no machine");
        };
    return prologue
        .set("undone", sides.undone() == null ? "" : sides.undone().value())
        .set("alone", sides.incoming().isEmpty() ? "1" : "")
        .each("server", List.of())
        .each("incoming", sides.incoming().stream().map(this::words).toList())
        .each("outgoing", sides.outgoing().stream().map(this::words).toList());
  }

  private List<String> words(Host host) {
    String name = host.name().value();
    return traffic.balancer() instanceof Balancer.Commands commands
        ? List.of(
            name,
            name,
            fill(commands.drain(), host),
            fill(commands.undrain(), host),
            fill(Objects.requireNonNullElse(commands.connections(), ""), host),
            fill(Objects.requireNonNullElse(commands.up(), ""), host))
        : List.of(name, server(host));
  }

  /** Whether a command is run for each host, rather than one for all of them. */
  boolean eachByCommand() {
    return traffic.balancer() instanceof Balancer.Commands;
  }

  BalancerScript script() {
    return switch (traffic.balancer()) {
      case Balancer.HaProxy unused -> BalancerScript.HAPROXY;
      case Balancer.Nginx unused -> BalancerScript.NGINX;
      case Balancer.Commands unused -> BalancerScript.COMMANDS;
      case Balancer.TargetGroup unused ->
          throw new IllegalStateException("a target group has no machine");
    };
  }

  /** What it is, and what in it holds the servers. */
  String kind() {
    return switch (traffic.balancer()) {
      case Balancer.HaProxy unused -> "haproxy";
      case Balancer.Nginx unused -> "nginx";
      case Balancer.Commands unused -> "the balancer";
      case Balancer.TargetGroup unused -> "AWS";
    };
  }

  /** Where servers are listed. */
  String list() {
    return switch (traffic.balancer()) {
      case Balancer.HaProxy haproxy -> "backend " + haproxy.backend();
      case Balancer.Nginx nginx -> nginx.include();
      case Balancer.Commands unused -> "it";
      case Balancer.TargetGroup unused -> traffic.words();
    };
  }

  List<List<String>> servers(List<Host> hosts) {
    return hosts.stream()
        .filter(traffic::reaches)
        .map(h -> List.of(h.name().value(), server(h)))
        .toList();
  }

  private String fill(String template, Host host) {
    return Placeholders.fill(template, host, stage);
  }

  private static String fitting(Pattern pattern, String what, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new ImproperNameException(what, text);
    }
    return text;
  }
}
