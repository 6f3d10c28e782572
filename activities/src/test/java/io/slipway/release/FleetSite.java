package io.slipway.release;

import io.slipway.contract.BuildActivities;
import io.slipway.contract.DeliveryActivities;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.SourceActivities;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Layout;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.shell.Pulse;
import io.slipway.ssh.SshHostSessions;
import io.slipway.ssh.SshLimits;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The hosts of a fleet, a repository they can fetch, and the activities on them, over SSH. */
final class FleetSite implements AutoCloseable {
  static final String ROOT = "/srv/app";

  final Fleet fleet;
  final GitRepository repository;
  final HostActivities host;
  final SourceActivities source;
  final DeliveryActivities delivering;
  final BuildActivities building;

  private final SshHostSessions sessions;
  private final AtomicLong clock = new AtomicLong(1_700_000_000_000L);

  volatile Pulse pulse = Pulse.NONE;
  String url;
  Delivery delivery = Delivery.CLONE;
  boolean submodules;
  List<String> linkedDirs = List.of("log");
  Steps steps = Steps.NONE;

  FleetSite(Fleet fleet, Path folder) {
    this(fleet, folder, SshLimits.defaults());
  }

  FleetSite(Fleet fleet, Path folder, SshLimits limits) {
    this(
        fleet,
        folder,
        limits,
        fleet.repository(folder.getFileName().toString()),
        fleet.gitUrl(folder.getFileName().toString()));
  }

  /** Another worker, after one that has ended. */
  FleetSite(Fleet fleet, Path folder, FleetSite before) {
    this(fleet, folder, SshLimits.defaults(), before.repository, before.url);
    clock.set(before.clock.get());
  }

  private FleetSite(
      Fleet fleet, Path folder, SshLimits limits, GitRepository repository, String url) {
    this.fleet = fleet;
    this.repository = repository;
    this.url = url;
    this.sessions = SshHostSessions.open(limits, Map.of(), folder);
    List<Object> activities =
        Activities.of(
            sessions,
            folder.resolve("cache"),
            Site.nobodysSecrets(),
            new Pace(
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                64),
            () -> new Attempt(clock.incrementAndGet(), "run/1", () -> pulse.beat()));
    this.host = (HostActivities) activities.get(0);
    this.delivering = (DeliveryActivities) activities.get(2);
    this.building = (BuildActivities) activities.get(3);
    this.source = (SourceActivities) activities.getLast();
  }

  HostOrder deploy(int number, String release, String revision) {
    return new HostOrder(
        new RunKey(
            ApplicationName.of("shop"),
            StageName.of("production"),
            RunKind.DEPLOY,
            ReleaseId.of(release)),
        target(fleet.host(number)),
        ReleaseId.of(release),
        Revision.of(revision),
        "main",
        new Initiator("ana", "laptop"));
  }

  private Target target(FleetHost to) {
    return new Target(
        ApplicationName.of("shop"),
        StageName.of("production"),
        new Source(url, delivery, null, submodules),
        new Layout(ROOT, 5, linkedDirs, List.of()),
        steps,
        null,
        new SshSettings(
            to.user(),
            to.port(),
            List.of(),
            List.of(fleet.privateKey().toString()),
            null,
            null,
            List.of(fleet.knownHosts().toString()),
            HostKeyPolicy.STRICT,
            false),
        new Rollout(List.of(new BatchSize(1, false)), Duration.ZERO, 1, 1),
        List.of(
            new Host(
                HostName.of(to.name()),
                to.address(),
                to.port(),
                null,
                List.of(new Role("web")),
                false)));
  }

  /** A whole deploy of a revision. */
  void deployed(int number, String release, String revision) {
    HostOrder order = deploy(number, release, revision);
    host.prepare(order);
    host.activate(order);
    host.finish(order);
  }

  @Override
  public void close() {
    sessions.close();
    repository.close();
  }
}
