package io.slipway.starter.config;

import io.slipway.domain.HostName;
import io.slipway.starter.config.HostList.Listed;
import java.util.HashSet;
import java.util.Set;

/** What must fit together in a stage's traffic. */
final class TrafficChecks {
  private final TrafficSpec traffic;
  private final HostList hosts;
  private final KeyPath path;
  private final Faults faults;

  private TrafficChecks(TrafficSpec traffic, HostList hosts, Faults faults) {
    this.traffic = traffic;
    this.hosts = hosts;
    this.path = hosts.stage().path().key("traffic");
    this.faults = faults;
  }

  static void run(HostList hosts, Faults faults) {
    TrafficSpec traffic = hosts.stage().spec().traffic();
    if (traffic != null) {
      TrafficChecks checks = new TrafficChecks(traffic, hosts, faults);
      checks.machines();
      checks.names();
      checks.logins();
    }
  }

  private void machines() {
    boolean given = traffic.balancers() != null && !traffic.balancers().isEmpty();
    boolean needed = traffic.haproxy() != null || traffic.nginx() != null;
    KeyPath at = path.key("balancers");
    if (needed && !given && !faults.has(at)) {
      faults.add(
          at,
          "holds no machine, and %s is told on one"
              .formatted(traffic.haproxy() != null ? "haproxy" : "nginx"),
          "List those that it runs on, such as balancers: [lb1.example.com].");
    }
    if (given && traffic.aws() != null) {
      faults.add(at, "counts for no target group, which AWS's own API tells", "Remove it.");
    }
  }

  private void names() {
    Set<HostName> seen = new HashSet<>();
    for (Listed machine : hosts.machines()) {
      if (!seen.add(machine.host().name())) {
        faults.add(
            machine.path(),
            "balancer %s is listed twice".formatted(machine.host().name()),
            "Keep one of them.");
      }
    }
  }

  private void logins() {
    KeyPath own = hosts.stage().path().below("ssh", "user");
    boolean given =
        hosts.stage().ssh(SshSpec::user).isPresent()
            || faults.has(own)
            || faults.has(KeyPath.of("ssh", "user"));
    hosts.machines().stream()
        .filter(m -> !given && m.host().user() == null && !faults.has(m.path().key("user")))
        .findFirst()
        .ifPresent(
            m ->
                faults.add(
                    own,
                    "is missing, and balancer %s has no user of its own".formatted(m.host().name()),
                    "Say who logs in, such as ssh: {user: deploy}."));
  }
}
