package io.slipway.workflow;

import io.slipway.contract.BuildActivities;
import io.slipway.contract.Built;
import io.slipway.contract.BuiltOrder;
import io.slipway.contract.CurrentIs;
import io.slipway.contract.FailureType;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFacts;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.RunKind;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SourceActivities;
import io.slipway.contract.StepReport;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Step;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A fleet in memory: what each host has and serves, and faults to order. */
final class FakeHosts implements HostActivities, BuildActivities, SourceActivities {
  /** When the commit that all hosts are given was made. */
  static final Instant COMMITTED = Instant.parse("2026-11-23T08:30:00Z");

  static final Revision REVISION = Revision.of("4f2c9d1".repeat(6).substring(0, 40));

  private static final String SUM = "5".repeat(64);

  private static final List<String> READING = List.of("check", "inspect", "serves", "observe");

  private final Map<String, FakeHost> hosts = new HashMap<>();
  private final Map<String, Fault> faults = new HashMap<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, List<String>> begunFrom = new HashMap<>();
  private final Map<String, List<SecretPin>> pins = new HashMap<>();
  private final Map<String, List<String>> once = new HashMap<>();
  private final Map<String, CountDownLatch> gates = new HashMap<>();
  private final Map<String, String> trees = new HashMap<>();

  /** A host that serves this release already. */
  synchronized void serves(String host, String release) {
    FakeHost fake = of(host);
    fake.releases.add(ReleaseId.of(release));
    fake.published.add(ReleaseId.of(release));
    fake.live = ReleaseId.of(release);
  }

  /** A host that serves what another tool has made. */
  synchronized void serves(String host, ForeignRelease release) {
    of(host).foreign = List.of(release);
  }

  /** The step fails on this host so many times. */
  synchronized void breaks(String host, String step, FailureType type, int times) {
    faults.put(step + " " + host, new Fault(type, times));
  }

  /** The host is refused before the step, which is sent to it in no attempt. */
  synchronized void refuses(String host, String step) {
    refused.add(step + " " + host);
  }

  /** The step waits on this host until the gate is opened. */
  synchronized CountDownLatch gate(String host, String step) {
    return gates.computeIfAbsent(step + " " + host, k -> new CountDownLatch(1));
  }

  synchronized @Nullable ReleaseId live(String host) {
    return of(host).live;
  }

  synchronized boolean migrated(String host) {
    return of(host).migrated;
  }

  synchronized List<ReleaseId> releases(String host) {
    return List.copyOf(of(host).releases);
  }

  /** The versions of secrets that a step was last told, such as "activate web1". */
  synchronized List<SecretPin> pins(String call) {
    return pins.getOrDefault(call, List.of());
  }

  /** The groups for which a step was told to run what runs once, such as "activate web1". */
  synchronized List<String> once(String call) {
    return once.getOrDefault(call, List.of());
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** The steps that a call was told to begin with, such as those of "activate web1". */
  synchronized List<String> from(String call) {
    return List.copyOf(begunFrom.getOrDefault(call, List.of()));
  }

  /** How often a step was begun, on all hosts ("prepare") or on one ("prepare web1"). */
  synchronized long calls(String step) {
    return calls.stream().filter(c -> c.equals(step) || c.startsWith(step + " ")).count();
  }

  @Override
  public ResolvedRevision resolve(HostOrder order) {
    enter("resolve", order);
    return new ResolvedRevision(order.ref(), REVISION);
  }

  @Override
  public HostReport check(HostOrder order) {
    return act("check", order, host -> {});
  }

  @Override
  public HostReport inspect(HostOrder order) {
    return act("inspect", order, host -> {});
  }

  @Override
  public HostReport serves(HostOrder order) {
    return act("serves", order, host -> {});
  }

  @Override
  public HostReport observe(HostOrder order) {
    HostReport seen = act("observe", order, host -> {});
    return new HostReport(
        seen.host(),
        List.of(),
        seen.live(),
        null,
        seen.releases(),
        List.of(),
        new HostFacts(
            seen.live() == null ? CurrentIs.NONE : CurrentIs.LINK,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            List.of(),
            1_000,
            16,
            null));
  }

  @Override
  public HostReport prepare(HostOrder order) {
    return act("prepare", order, host -> host.releases.add(release(order))).of(COMMITTED);
  }

  @Override
  public HostReport build(HostOrder order) {
    HostReport built = act("build", order, host -> {});
    // A command on a host says nothing of what is live.
    return new HostReport(built.host(), built.steps(), null, null, List.of(), List.of());
  }

  @Override
  public HostReport pack(HostOrder order) {
    HostReport packed = act("pack", order, host -> {});
    return new HostReport(packed.host(), packed.steps(), null, null, List.of(), List.of())
        .having(new Built(order.host(), SUM, 3, "Linux x86_64", COMMITTED));
  }

  @Override
  public HostReport onWorker(HostOrder order) {
    HostReport made = act("on-worker", order, host -> host.releases.add(release(order)));
    synchronized (this) {
      trees.put(order.host().name().value(), "the worker");
    }
    return made.of(COMMITTED).having(new Built(order.host(), SUM, 3, "", COMMITTED));
  }

  @Override
  public HostReport unpack(BuiltOrder order) {
    HostReport made =
        act("unpack", order.order(), host -> host.releases.add(release(order.order())));
    synchronized (this) {
      trees.put(order.order().host().name().value(), order.built().on().name().value());
    }
    return made.of(COMMITTED);
  }

  /** Whose tree each host was given that did not build. */
  synchronized Map<String, String> trees() {
    return new TreeMap<>(trees);
  }

  @Override
  public HostReport migrate(HostOrder order) {
    synchronized (this) {
      fence(order).migrated = true;
    }
    return act("migrate", order, host -> {});
  }

  @Override
  public HostReport unmigrate(HostOrder order) {
    return act("unmigrate", order, host -> host.migrated = false);
  }

  @Override
  public HostReport beforeSwitch(HostOrder order) {
    return act("before-switch", order, host -> {});
  }

  @Override
  public HostReport finished(HostOrder order) {
    return act("finished", order, host -> {});
  }

  @Override
  public HostReport activate(HostOrder order) {
    synchronized (this) {
      FakeHost host = fence(order);
      host.journal.putIfAbsent(order.key().id(), java.util.Optional.ofNullable(host.live));
      host.live = release(order);
      host.foreign = List.of();
      host.published.add(release(order));
    }
    return act("activate", order, host -> {});
  }

  @Override
  public HostReport finish(HostOrder order) {
    return act("finish", order, host -> {});
  }

  @Override
  public HostReport revert(HostOrder order) {
    return act(
        "revert",
        order,
        host -> {
          var previous = host.journal.get(order.key().id());
          if (previous != null) {
            host.live = previous.orElse(null);
            if (order.key().kind() == RunKind.DEPLOY) {
              host.published.remove(release(order));
            }
          }
        });
  }

  @Override
  public HostReport discard(HostOrder order) {
    return act("discard", order, host -> host.releases.remove(release(order)));
  }

  @Override
  public HostReport retire(HostOrder order) {
    return act("retire", order, host -> {});
  }

  private HostReport act(String step, HostOrder order, java.util.function.Consumer<FakeHost> work) {
    enter(step, order);
    synchronized (this) {
      FakeHost host = READING.contains(step) ? of(order.host().name().value()) : fence(order);
      work.accept(host);
      return new HostReport(
              order.host().name(),
              List.of(new StepReport(step, false, Duration.ofMillis(5), "", skipped(step, order))),
              host.live,
              null,
              host.releases.stream()
                  .map(r -> new ReleaseInfo(r, REVISION, host.published.contains(r)))
                  .toList(),
              List.of())
          .beside(host.foreign);
    }
  }

  /** On these hosts nothing ever changes. */
  private static @Nullable String skipped(String step, HostOrder order) {
    Step migrate = order.target().steps().migrate();
    return step.equals("migrate") && migrate != null && !migrate.ifChanged().isEmpty()
        ? "nothing changed below %s since release 1".formatted(migrate.ifChanged().getFirst())
        : null;
  }

  /** What is done elsewhere, in its place among what is done on hosts. */
  synchronized void noteCall(String call) {
    calls.add(call);
  }

  private void enter(String step, HostOrder order) {
    String name = step + " " + order.host().name();
    CountDownLatch gate;
    Fault fault;
    boolean turnedAway;
    synchronized (this) {
      calls.add(name);
      pins.put(name, order.pins());
      once.put(name, order.target().steps().onceFor(order.host()));
      if (order.from() != null) {
        begunFrom.computeIfAbsent(name, k -> new ArrayList<>()).add(order.from());
      }
      gate = gates.get(name);
      fault = faults.get(name);
      turnedAway = refused.contains(name);
    }
    await(gate);
    if (fault != null && fault.take()) {
      throw thrown(failure(order, fault.type, step.equals("on-worker") ? "build" : step));
    }
    if (turnedAway) {
      throw thrown(failure(order, FailureType.HOST_KEY_REJECTED, step).untouched(true));
    }
  }

  private static HostFailure failure(HostOrder order, FailureType type, String step) {
    return new HostFailure(
        order.host().name(),
        type,
        step,
        step,
        "it was ordered to fail",
        "Nothing to do.",
        "its output");
  }

  private static ApplicationFailure thrown(HostFailure failure) {
    return ApplicationFailure.newBuilder()
        .setType(failure.type().name())
        .setMessage(failure.message())
        .setDetails(failure)
        .setNonRetryable(!failure.type().passing())
        .build();
  }

  /** A host obeys no order of an older run once it has obeyed one of a newer. */
  private FakeHost fence(HostOrder order) {
    FakeHost host = of(order.host().name().value());
    if (host.epoch != null && order.epoch().compareTo(host.epoch) < 0) {
      throw thrown(
          new HostFailure(
              order.host().name(),
              FailureType.FENCED,
              null,
              "obey",
              "a newer run has been here",
              "Nothing to do.",
              ""));
    }
    host.epoch = order.epoch();
    return host;
  }

  /** Waits as real activities do: beating, so that it hears of being cancelled. */
  private static void await(@Nullable CountDownLatch gate) {
    try {
      while (gate != null && !gate.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FakeHost of(String name) {
    return hosts.computeIfAbsent(name, k -> new FakeHost());
  }

  private static ReleaseId release(HostOrder order) {
    return java.util.Objects.requireNonNull(order.release());
  }

  private static final class FakeHost {
    final TreeSet<ReleaseId> releases = new TreeSet<>();
    final TreeSet<ReleaseId> published = new TreeSet<>();
    final Map<ReleaseId, java.util.Optional<ReleaseId>> journal = new HashMap<>();
    boolean migrated;
    @Nullable ReleaseId epoch;
    @Nullable ReleaseId live;
    List<ForeignRelease> foreign = List.of();
  }

  private static final class Fault {
    final FailureType type;
    private int left;

    Fault(FailureType type, int times) {
      this.type = type;
      this.left = times;
    }

    synchronized boolean take() {
      return left-- > 0;
    }
  }
}
