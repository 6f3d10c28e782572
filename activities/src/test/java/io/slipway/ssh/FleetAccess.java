package io.slipway.ssh;

import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.SshSettings;
import io.slipway.shell.Finished;
import io.slipway.shell.HostAccess;
import io.slipway.shell.HostSessions;
import io.slipway.shell.Pulse;
import io.slipway.shell.Script;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ways to a fleet's hosts, varied by each test in what it is about. */
record FleetAccess(
    Fleet fleet,
    List<String> jumps,
    List<String> identities,
    @Nullable String passphrase,
    @Nullable String agent,
    Path knownHosts,
    HostKeyPolicy policy) {

  static FleetAccess usual(Fleet fleet) {
    return new FleetAccess(
        fleet,
        List.of(),
        List.of(fleet.privateKey().toString()),
        null,
        null,
        fleet.knownHosts(),
        HostKeyPolicy.STRICT);
  }

  FleetAccess through(String... bastions) {
    return new FleetAccess(
        fleet, List.of(bastions), identities, passphrase, agent, knownHosts, policy);
  }

  FleetAccess with(Path key, @Nullable String reference) {
    return new FleetAccess(
        fleet, jumps, List.of(key.toString()), reference, agent, knownHosts, policy);
  }

  FleetAccess withAgent(Path socket) {
    return new FleetAccess(fleet, jumps, List.of(), null, socket.toString(), knownHosts, policy);
  }

  FleetAccess trusting(Path file, HostKeyPolicy how) {
    return new FleetAccess(fleet, jumps, identities, passphrase, agent, file, how);
  }

  /** A host of the fleet, from 1. */
  HostAccess to(int number) {
    FleetHost host = fleet.host(number);
    return new HostAccess(
        new Host(HostName.of(host.name()), host.address(), host.port(), null, List.of(), false),
        new SshSettings(
            host.user(),
            22,
            jumps,
            identities,
            passphrase,
            agent,
            List.of(knownHosts.toString()),
            policy,
            false));
  }

  /** A host as a bastion. */
  static String bastion(FleetHost host) {
    return "%s@%s:%d".formatted(host.user(), host.address(), host.port());
  }

  static SshHostSessions sessions(Path home) {
    return SshHostSessions.open(SshLimits.defaults(), Map.of(), home);
  }

  static Finished run(HostSessions sessions, HostAccess access, String text) {
    return run(sessions, access, text, Duration.ofSeconds(60));
  }

  static Finished run(HostSessions sessions, HostAccess access, String text, Duration timeout) {
    return sessions.withSession(
        access, Pulse.NONE, session -> session.run(new Script("run a test", text, timeout)));
  }
}
