package io.slipway.starter.command;

import io.slipway.contract.AuditActivities;
import io.slipway.contract.AuditNote;
import io.slipway.contract.BuildActivities;
import io.slipway.contract.Built;
import io.slipway.contract.BuiltOrder;
import io.slipway.contract.CommandOrder;
import io.slipway.contract.CommandsOrder;
import io.slipway.contract.CurrentIs;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFacts;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SourceActivities;
import io.slipway.contract.StepOutput;
import io.slipway.contract.StepReport;
import io.slipway.contract.WorkerActivities;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Hosts in memory behind the real workflows: what each has and serves, and faults to order. */
final class FakeFleet
    implements AuditActivities,
        HostActivities,
        BuildActivities,
        SourceActivities,
        WorkerActivities {
  static final Revision V1 = Revision.of("1".repeat(40));
  static final Revision V2 = Revision.of("2".repeat(40));

  private final Map<String, FakeHost> hosts = new HashMap<>();
  private final Map<String, FailureType> faults = new HashMap<>();
  private final Map<String, HostFacts> facts = new HashMap<>();
  private final Map<String, CountDownLatch> gates = new HashMap<>();
  private final Map<String, String> outputs = new HashMap<>();
  private final List<HostOrder> orders = new ArrayList<>();

  private static final class FakeHost {
    final TreeMap<ReleaseId, Revision> releases = new TreeMap<>();
    final Set<ReleaseId> published = new HashSet<>();
    @Nullable ReleaseId live;
    @Nullable ReleaseId before;
  }

  /** The host has this release of {@link #V1}, and serves it. */
  synchronized void serves(String host, String release) {
    FakeHost fake = host(host);
    fake.live = ReleaseId.of(release);
    fake.releases.put(fake.live, V1);
    fake.published.add(fake.live);
  }

  /** The release is gone from the host, which serves nothing now. */
  synchronized void lacks(String host, String release) {
    FakeHost fake = host(host);
    fake.releases.remove(ReleaseId.of(release));
    fake.live = null;
  }

  /** The step fails on this host, always. */
  synchronized void breaks(String host, String step, FailureType type) {
    faults.put(step + " " + host, type);
  }

  /** It does not fail any more. */
  synchronized void mends(String host, String step) {
    faults.remove(step + " " + host);
  }

  /** The step waits on this host until the gate is counted down. */
  synchronized CountDownLatch gate(String host, String step) {
    return gates.computeIfAbsent(step + " " + host, k -> new CountDownLatch(1));
  }

  /** The step says this on the host as soon as it begins. */
  synchronized void says(String host, String step, String output) {
    outputs.put(step + " " + host, output);
  }

  /** Release that the host serves, or "none". */
  synchronized String live(String host) {
    return String.valueOf(Objects.requireNonNullElse(host(host).live, "none"));
  }

  /** What activities were asked for, in order. */
  synchronized List<HostOrder> orders() {
    return List.copyOf(orders);
  }

  @Override
  public void note(AuditNote note) {}

  @Override
  public ResolvedRevision resolve(HostOrder order) {
    enter("resolve", order);
    if (order.target().source().artifact() != null) {
      String name = ArtifactVersion.parse(order.ref()).name();
      return new ResolvedRevision(
          order.ref(), Revision.of((name.equals("v1") ? "1" : "2").repeat(64)));
    }
    boolean first = order.ref().equals("v1") || order.ref().equals(V1.value());
    return new ResolvedRevision(order.ref(), first ? V1 : V2);
  }

  @Override
  public HostReport check(HostOrder order) {
    return act("check", order);
  }

  @Override
  public HostReport inspect(HostOrder order) {
    return act("inspect", order);
  }

  @Override
  public HostReport serves(HostOrder order) {
    return act("serves", order);
  }

  @Override
  public HostReport observe(HostOrder order) {
    HostReport seen = act("observe", order);
    synchronized (this) {
      return new HostReport(
          seen.host(),
          List.of(),
          seen.live(),
          null,
          seen.releases(),
          List.of(),
          facts.getOrDefault(name(order), sound(seen)));
    }
  }

  /** What a host without faults tells of itself. */
  private static HostFacts sound(HostReport seen) {
    return new HostFacts(
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
        null);
  }

  /** From now on, the host tells this of itself when it is looked at for drift. */
  synchronized void tells(String host, HostFacts told) {
    facts.put(host, told);
  }

  @Override
  public HostReport prepare(HostOrder order) {
    enter("prepare", order);
    synchronized (this) {
      host(name(order))
          .releases
          .put(Objects.requireNonNull(order.release()), Objects.requireNonNull(order.revision()));
    }
    return report("prepare", order);
  }

  @Override
  public HostReport build(HostOrder order) {
    return act("build", order);
  }

  @Override
  public HostReport pack(HostOrder order) {
    return act("pack", order)
        .having(new Built(order.host(), "5".repeat(64), 3, "Linux x86_64", null));
  }

  /** The operator has opened whatever is asked for. */
  @Override
  public void opened(CommandsOrder order) {}

  @Override
  public StepReport run(CommandOrder order) {
    return new StepReport(order.step(), false, Duration.ZERO, "");
  }

  @Override
  public HostReport onWorker(HostOrder order) {
    return prepare(order).having(new Built(order.host(), "5".repeat(64), 3, "", null));
  }

  @Override
  public HostReport unpack(BuiltOrder order) {
    return prepare(order.order());
  }

  @Override
  public HostReport migrate(HostOrder order) {
    return act("migrate", order);
  }

  @Override
  public HostReport unmigrate(HostOrder order) {
    return act("unmigrate", order);
  }

  @Override
  public HostReport activate(HostOrder order) {
    synchronized (this) {
      FakeHost host = host(name(order));
      host.before = host.live;
      host.live = order.release();
      host.published.add(Objects.requireNonNull(order.release()));
    }
    return act("activate", order);
  }

  @Override
  public HostReport finish(HostOrder order) {
    return act("finish", order);
  }

  @Override
  public HostReport revert(HostOrder order) {
    enter("revert", order);
    synchronized (this) {
      FakeHost host = host(name(order));
      host.live = host.before;
    }
    return report("revert", order);
  }

  @Override
  public HostReport discard(HostOrder order) {
    synchronized (this) {
      host(name(order)).releases.remove(Objects.requireNonNull(order.release()));
    }
    return act("discard", order);
  }

  @Override
  public HostReport beforeSwitch(HostOrder order) {
    return act("before-switch", order);
  }

  @Override
  public HostReport finished(HostOrder order) {
    return act("finished", order);
  }

  @Override
  public HostReport retire(HostOrder order) {
    return act("retire", order);
  }

  private HostReport act(String step, HostOrder order) {
    enter(step, order);
    return report(step, order);
  }

  private synchronized HostReport report(String step, HostOrder order) {
    FakeHost host = host(name(order));
    return new HostReport(
        order.host().name(),
        List.of(
            new StepReport(
                step,
                false,
                Duration.ofMillis(5),
                outputs.getOrDefault(step + " " + name(order), ""))),
        host.live,
        null,
        host.releases.entrySet().stream()
            .map(
                e -> new ReleaseInfo(e.getKey(), e.getValue(), host.published.contains(e.getKey())))
            .toList(),
        List.of());
  }

  private void enter(String step, HostOrder order) {
    CountDownLatch gate;
    FailureType fault;
    String output;
    synchronized (this) {
      orders.add(order);
      gate = gates.get(step + " " + name(order));
      fault = faults.get(step + " " + name(order));
      output = outputs.get(step + " " + name(order));
    }
    if (output != null) {
      // All but its last line, which the report alone has.
      String tail = output.substring(0, output.lastIndexOf('\n', output.length() - 2) + 1);
      Activity.getExecutionContext()
          .heartbeat(new StepOutput(order.host().name(), step, tail.length(), tail.length(), tail));
    }
    if (gate != null) {
      await(gate);
    }
    if (fault != null) {
      throw failure(order.host().name(), step, fault);
    }
  }

  /** What hosts print must not reach a terminal as it is. */
  private static ApplicationFailure failure(HostName host, String step, FailureType type) {
    HostFailure failure =
        new HostFailure(
            host, type, step, step, "it was told \u001B[31mto fail", "Tell it not to.", "output");
    return ApplicationFailure.newBuilder()
        .setType(type.name())
        .setMessage(failure.message())
        .setDetails(failure)
        .setNonRetryable(true)
        .build();
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FakeHost host(String name) {
    return hosts.computeIfAbsent(name, k -> new FakeHost());
  }

  private static String name(HostOrder order) {
    return order.host().name().value();
  }
}
