package io.slipway.traffic;

import io.slipway.contract.HostOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.MoveOrder;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Balancer;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Color;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Layout;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Rollout;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import io.slipway.shell.LocalShell;
import io.slipway.shell.Pulse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Orders for hosts behind a balancer, which runs on this machine. */
final class Shop implements AutoCloseable {
  static final ReleaseId RUN = ReleaseId.of("20260721093000");

  Duration drainFor = Duration.ofSeconds(20);
  Duration upWithin = Duration.ofSeconds(20);
  List<String> machines = List.of("lb1");

  /** When attempts were scheduled, in milliseconds. */
  long now = 1_000;

  private final Balancer balancer;
  private final Balancing balancing;
  final Steering steering;

  /**
   * @param home of the login on the balancer's machines
   * @param environment of the worker
   */
  Shop(Balancer balancer, Path home, Map<String, String> environment, Consumer<HostOrder> health) {
    this.balancer = balancer;
    this.balancing =
        new Balancing(
            new LocalShell("sh").with("HOME", home.toString()), environment, t -> t, () -> health);
    this.steering = new Steering(balancing, () -> health, () -> new Turn(now, Pulse.NONE));
  }

  Shop(Balancer balancer, Path home) {
    this(balancer, home, Map.of(), order -> {});
  }

  /** What is asked of the first of these hosts, by the first run. */
  HostOrder order(String... hosts) {
    return order(RUN, hosts);
  }

  HostOrder order(ReleaseId run, String... hosts) {
    ApplicationName application = ApplicationName.of("shop");
    StageName stage = StageName.of("production");
    return new HostOrder(
        new RunKey(application, stage, RunKind.DEPLOY, run),
        target(application, stage, hosts),
        run,
        null,
        "main",
        new Initiator("ana", "laptop"));
  }

  /** Moves visitors from and to hosts, as the first run does. */
  MoveOrder move(Color to, List<String> incoming, List<String> outgoing) {
    return move(RUN, to, incoming, outgoing, false);
  }

  MoveOrder move(
      ReleaseId epoch, Color to, List<String> incoming, List<String> outgoing, boolean back) {
    List<String> all = new ArrayList<>(incoming);
    all.addAll(outgoing);
    HostOrder first = order(RUN, all.toArray(String[]::new));
    HostOrder order =
        new HostOrder(
            first.key(), first.target(), RUN, null, "main", first.initiator(), epoch, null);
    return new MoveOrder(order, to, incoming.stream().map(HostName::of).toList(), back);
  }

  private Target target(ApplicationName application, StageName stage, String... hosts) {
    return new Target(
            application,
            stage,
            new Source("/srv/shop.git", Delivery.CLONE, null, false),
            new Layout("/srv/shop", 5, List.of(), List.of()),
            Steps.NONE,
            null,
            new SshSettings(
                "deploy",
                22,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                HostKeyPolicy.STRICT,
                false),
            new Rollout(List.of(), Duration.ZERO, 1, 1),
            Arrays.stream(hosts).map(Shop::host).toList())
        .withTraffic(
            new Traffic(
                balancer,
                machines.stream().map(Shop::host).toList(),
                null,
                drainFor,
                upWithin,
                new BatchSize(1, false)));
  }

  private static Host host(String name) {
    return new Host(HostName.of(name), null, null, null, List.of(), false);
  }

  @Override
  public void close() {
    balancing.close();
  }
}
