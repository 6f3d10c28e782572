package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.Initiator;
import io.slipway.contract.Proof;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.Statement;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.BatchSize;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.Layout;
import io.slipway.domain.Measure;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Relay;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.Tolerance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Targets for tests. */
public final class Fixtures {
  public static final ApplicationName SHOP = ApplicationName.of("shop");
  public static final StageName PRODUCTION = StageName.of("production");
  public static final Initiator ANA = new Initiator("ana", "laptop");

  private Fixtures() {}

  public static Target target(int hosts, String... batches) {
    return target(SHOP, hosts(hosts), batches);
  }

  /** The same of another application. */
  static Target target(ApplicationName application, List<Host> hosts, String... batches) {
    return new Target(
        application,
        PRODUCTION,
        new Source("git@git.example.com:acme/shop.git", Delivery.CLONE, null, false),
        new Layout("/srv/shop", 5, List.of("log"), List.of()),
        Steps.NONE,
        null,
        new SshSettings(
            "deploy", 22, List.of(), List.of(), null, null, List.of(), HostKeyPolicy.STRICT, false),
        new Rollout(Arrays.stream(batches).map(BatchSize::parse).toList(), Duration.ZERO, 20, 3),
        hosts);
  }

  public static Target withSteps(Target target, Steps steps) {
    return new Target(
        target.application(),
        target.stage(),
        target.source(),
        target.layout(),
        steps,
        target.health(),
        target.ssh(),
        target.rollout(),
        target.hosts());
  }

  /** The same, delivered from host to host. */
  static Target handingOn(Target target) {
    return withSource(
        target,
        new Source(
            target.source().repository(),
            Delivery.RELAY,
            null,
            false,
            false,
            null,
            new Relay(2, 42000, 42099)));
  }

  /** The same, from another source. */
  static Target withSource(Target target, Source source) {
    return new Target(
        target.application(),
        target.stage(),
        source,
        target.layout(),
        target.steps(),
        target.health(),
        target.ssh(),
        target.rollout(),
        target.hosts());
  }

  public static Target withRollout(Target target, Rollout rollout) {
    return new Target(
        target.application(),
        target.stage(),
        target.source(),
        target.layout(),
        target.steps(),
        target.health(),
        target.ssh(),
        rollout,
        target.hosts());
  }

  /** The target with all hosts in one batch, of which so many may fail. */
  public static Target reacting(
      Target target, OnFailure onFailure, String maxFailures, String maxUnreachable) {
    return withRollout(target, reacting(onFailure, maxFailures, maxUnreachable, "100%"));
  }

  /** A rollout host by host, or of other batches, that reacts to failures. */
  public static Rollout reacting(
      OnFailure onFailure, String maxFailures, String maxUnreachable, String... batches) {
    return new Rollout(
        Arrays.stream(batches).map(BatchSize::parse).toList(),
        Duration.ZERO,
        20,
        3,
        onFailure,
        Tolerance.parse(maxFailures),
        Tolerance.parse(maxUnreachable),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofHours(24));
  }

  public static Step onAll(String run) {
    return new Step(run, null, null, false, Duration.ofMinutes(10));
  }

  public static Step once(String run, @Nullable String undo) {
    return new Step(run, undo, null, true, Duration.ofMinutes(10));
  }

  public static List<Host> hosts(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i -> new Host(HostName.of("web" + i), null, null, null, List.of(Role.of("web")), false))
        .toList();
  }

  /** So many hosts of blue, and as many of green. */
  public static List<Host> halves(int each) {
    List<Host> hosts = new ArrayList<>();
    for (Host host : hosts(2 * each)) {
      hosts.add(host.tagged(List.of(Label.of(hosts.size() < each ? "blue" : "green"))));
    }
    return hosts;
  }

  /** A check of which one bad measurement of three is well. */
  static CanaryCheck check(String name) {
    return new CanaryCheck(
        name,
        new Measure.Series("http://prometheus", "errors", 0.1, null, null, null),
        Duration.ofMillis(200),
        3,
        1,
        0,
        Duration.ofMillis(100));
  }

  /** A site that {@link StageBench} has a worker for. */
  static final Label NORTH = Label.of("north");

  /** A stage in two halves of so many hosts each, behind an HAProxy. */
  public static Target blueGreen(int each, CanaryCheck... checks) {
    Target target = target(1);
    BlueGreen halves =
        new BlueGreen(
            Label.of("blue"), Label.of("green"), 2 * each, Duration.ZERO, List.of(checks));
    return withRollout(target, target.rollout().with(halves))
        .withHosts(halves(each))
        .withTraffic(DetourTest.traffic(null));
  }

  /**
   * A stage in two halves of two hosts each, the old one of which is kept.
   *
   * @param retire whether it is stopped then
   */
  public static Target keeping(Duration keep, boolean retire) {
    Target plain = blueGreen(2);
    BlueGreen halves = Objects.requireNonNull(plain.rollout().blueGreen());
    return withRollout(
            plain, plain.rollout().with(halves.keeping(keep, retire ? onAll("stop it") : null)))
        .withTraffic(plain.traffic());
  }

  /** A new statement, with a name for a proof as {@link FakeGate} takes it. */
  static SignedRequest signed(Action action, Object request, String by) {
    return signed(action, SHOP, PRODUCTION, null, request, by);
  }

  /** The same, made to somebody else. */
  static SignedRequest signed(
      Action action,
      ApplicationName application,
      StageName stage,
      @Nullable String run,
      Object request,
      String by) {
    return signed(action, application, stage, run, null, request, by);
  }

  /** The same, good for a time. */
  static SignedRequest lasting(
      Action action,
      ApplicationName application,
      StageName stage,
      Object request,
      String by,
      Duration time) {
    return signed(action, application, stage, null, Instant.now().plus(time), request, by);
  }

  private static SignedRequest signed(
      Action action,
      ApplicationName application,
      StageName stage,
      @Nullable String run,
      @Nullable Instant until,
      Object request,
      String by) {
    Statement statement =
        Statement.of(
            action,
            "default",
            application,
            stage,
            run,
            UUID.randomUUID().toString(),
            Instant.now(),
            until,
            request);
    return new SignedRequest(statement.text(), new Proof.SshSignature(by));
  }
}
