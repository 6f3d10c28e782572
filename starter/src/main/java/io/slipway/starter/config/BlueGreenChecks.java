package io.slipway.starter.config;

import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.rollout.ColorRules;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What must fit together in a stage of two halves. */
final class BlueGreenChecks {
  /** What bounds how a switch goes over the hosts, where all of a half are without visitors. */
  private static final List<String> BATCHES =
      List.of("batches", "bake", "min_healthy", "zone_parallel", "order", "canary");

  private final BlueGreenSpec spec;
  private final HostList hosts;
  private final KeyPath rollout;
  private final Faults faults;

  private BlueGreenChecks(BlueGreenSpec spec, HostList hosts, Faults faults) {
    this.spec = spec;
    this.hosts = hosts;
    this.rollout = hosts.stage().path().key("rollout");
    this.faults = faults;
  }

  static void run(BlueGreenSpec spec, HostList hosts, Faults faults) {
    BlueGreenChecks checks = new BlueGreenChecks(spec, hosts, faults);
    checks.alone();
    RolloutChecks.numbers(spec.checks(), checks.path(), faults);
    checks.retirement();
    checks.balancer();
    checks.kinds();
    Halves.of(hosts.stage()).ifPresent(checks::halves);
  }

  private KeyPath path() {
    return rollout.key("blue_green");
  }

  private void alone() {
    BATCHES.stream()
        .map(rollout::key)
        .filter(faults::has)
        .forEach(
            key ->
                faults.add(
                    key,
                    "has no meaning beside blue_green, which changes a half that has no visitors",
                    "Remove it, or blue_green. What is watched after the move is"
                        + " blue_green.bake."));
    KeyPath mostOut = hosts.stage().path().below("traffic", "most_out");
    if (faults.has(mostOut)) {
      faults.add(
          mostOut,
          "has no meaning beside rollout.blue_green, which moves all visitors at once",
          "Remove it.");
    }
  }

  private void retirement() {
    if (spec.retire() != null && !faults.has(path().key("keep"))) {
      faults.add(
          path().key("retire"),
          "does not say when: visitors may have to go back",
          "Say how long the half that they have left is kept, such as keep: 1h.");
    }
  }

  private void balancer() {
    TrafficSpec traffic = hosts.stage().spec().traffic();
    boolean given =
        traffic != null && traffic.balancers() != null && !traffic.balancers().isEmpty();
    if (traffic == null) {
      faults.add(
          path(),
          "moves visitors by the stage's balancer, and traffic names none",
          "Say which it is, such as traffic: {haproxy: {backend: shop}, balancers: [lb1]}.");
    } else if (traffic.commands() != null && !given) {
      faults.add(
          path(),
          "moves visitors in one step on each machine of the balancer, and traffic.balancers names"
              + " none",
          "List those that it runs on.");
    }
  }

  /** One half by a tag and the other by a port would be two ways to say the same of a host. */
  private void kinds() {
    ColorSpec blue = spec.blue();
    ColorSpec green = spec.green();
    boolean tag = blue != null && green != null && blue.tag() != null && green.tag() == null;
    boolean port = blue != null && green != null && blue.port() != null && green.port() == null;
    boolean said = green != null && (green.tag() != null || green.port() != null);
    if (said && (tag || port)) {
      faults.add(
          path().key("green"), "is of another kind than blue", "Give both a tag, or both a port.");
    }
  }

  /** A half on which nothing would be run. */
  private void retired(BlueGreen rules, List<Host> all) {
    hosts
        .stage()
        .retire()
        .flatMap(s -> Optional.ofNullable(s.value().on()))
        .ifPresent(
            role -> {
              for (Color color : Color.values()) {
                if (rules.of(color, all).stream()
                    .noneMatch(h -> h.roles().stream().anyMatch(r -> r.value().equals(role)))) {
                  faults.add(
                      path().key(color.word()),
                      "no host of %s plays role %s, on which blue_green.retire runs"
                          .formatted(color.word(), role),
                      "Give the role to a host of each half.");
                }
              }
            });
  }

  private void halves(Halves halves) {
    boolean same =
        halves.onPorts()
            ? Objects.equals(halves.blue().port(), halves.green().port())
            : Objects.equals(halves.blue().tag(), halves.green().tag());
    if (same) {
      String what = halves.onPorts() ? "port" : "tag";
      faults.add(
          path().key("green"),
          "has the %s of blue".formatted(what),
          "Give each half a %s of its own.".formatted(what));
      return;
    }
    List<Host> all = hosts.hosts().stream().map(HostList.Listed::host).toList();
    BlueGreen rules = halves.rules(all.size());
    if (halves.onPorts()) {
      ports();
    }
    ColorRules.unfit(rules, all, halves::visited)
        .forEach(
            fault ->
                faults.add(
                    path(),
                    fault,
                    halves.onPorts()
                        ? "Halves on ports need no tags, and have blue and green for their own."
                        : "Give each host one of the two tags, such as {name: 'web[1-4]', tags: [%s]}."
                            .formatted(rules.blue())));
    retired(rules, all);
    hosts
        .stage()
        .migrate()
        .map(m -> m.value().on())
        .ifPresent(
            role -> {
              for (Color color : Color.values()) {
                List<Host> scope = ColorRules.scope(rules, color, all);
                if (scope.stream()
                    .noneMatch(h -> h.roles().stream().anyMatch(r -> r.value().equals(role)))) {
                  faults.add(
                      path().key(color.word()),
                      "no host that a deploy to %s changes plays role %s, on which steps.migrate runs"
                          .formatted(color.word(), role),
                      "Give the role to a host of each half.");
                }
              }
            });
  }

  /** What would be the same for both halves of a host. */
  private void ports() {
    hosts
        .stage()
        .deployTo()
        .filter(d -> !d.value().contains("{host}") && !d.value().contains("{color}"))
        .ifPresent(
            d ->
                faults.add(
                    d.path(),
                    "is the same directory for both halves of a host",
                    "Add {color}, such as /srv/shop-{color}."));
    hosts
        .stage()
        .health()
        .filter(h -> h.value().tcp() != null)
        .ifPresent(
            h ->
                faults.add(
                    h.path().key("tcp"),
                    "is the same port for both halves of a host",
                    "Ask with http or command, such as http: http://{address}:{port}/up."));
    TrafficSpec traffic = hosts.stage().spec().traffic();
    if (traffic != null && traffic.aws() != null && traffic.aws().port() != null) {
      faults.add(
          hosts.stage().path().below("traffic", "aws").key("port"),
          "is the same port for both halves of a host",
          "Remove it: each half is known in the group by its own.");
    }
    if (traffic != null
        && traffic.nginx() != null
        && traffic.nginx().server() != null
        && !traffic.nginx().server().contains("{port}")
        && !traffic.nginx().server().contains("{host}")
        && !traffic.nginx().server().contains("{color}")) {
      faults.add(
          hosts.stage().path().below("traffic", "nginx").key("server"),
          "is the same server for both halves of a host",
          "Add {port}, such as '{address}:{port}'.");
    }
  }
}
