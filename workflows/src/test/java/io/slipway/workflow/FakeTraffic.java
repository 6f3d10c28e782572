package io.slipway.workflow;

import io.slipway.contract.Crowd;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.MoveOrder;
import io.slipway.contract.StepReport;
import io.slipway.contract.TrafficActivities;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A balancer in memory, which remembers whom we have taken out. */
final class FakeTraffic implements TrafficActivities {
  private final FakeHosts hosts;
  private final Set<String> out = new TreeSet<>();
  private final Map<String, ReleaseId> takenOutBy = new HashMap<>();
  private final List<Set<String>> visited = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Integer> faults = new HashMap<>();
  private final Map<String, FailureType> types = new HashMap<>();
  private final Map<String, CountDownLatch> gates = new HashMap<>();
  private int mostOut;

  FakeTraffic(FakeHosts hosts) {
    this.hosts = hosts;
  }

  /** The call, such as "drain web1", fails so many times. */
  synchronized void breaks(String call, FailureType type, int times) {
    faults.put(call, times);
    types.put(call, type);
  }

  /** The call waits until the gate is opened. */
  synchronized CountDownLatch gate(String call) {
    return gates.computeIfAbsent(call, k -> new CountDownLatch(1));
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<String> out() {
    return List.copyOf(out);
  }

  /** Most hosts that were out at the same time. */
  synchronized int mostOut() {
    return mostOut;
  }

  @Override
  public HostReport drain(HostOrder order) {
    enter("drain", order);
    synchronized (this) {
      takeOut(order.host().name().value(), order.epoch());
      mostOut = Math.max(mostOut, out.size());
    }
    return report("drain", order, null);
  }

  @Override
  public HostReport undrain(HostOrder order) {
    enter("undrain", order);
    String host = order.host().name().value();
    synchronized (this) {
      if (order.release() == null || !order.release().equals(hosts.live(host))) {
        return report("undrain", order, "it serves nothing");
      }
      out.remove(host);
    }
    return report("undrain", order, null);
  }

  @Override
  public HostReport check(HostOrder order) {
    enter("look", order);
    return report("look", order, null);
  }

  /** To whom visitors were sent after each move. */
  synchronized List<Set<String>> visited() {
    return List.copyOf(visited);
  }

  /** Somebody takes hosts out before any run does, as an earlier run of ours would. */
  synchronized void leaves(String... hosts) {
    for (String host : hosts) {
      takeOut(host, ReleaseId.of("20260101000000"));
    }
  }

  /** Somebody lets a host in by hand. */
  synchronized void enters(String host) {
    out.remove(host);
  }

  private void takeOut(String host, ReleaseId run) {
    if (out.add(host)) {
      takenOutBy.put(host, run);
    }
  }

  @Override
  public Crowd crowd(HostOrder order) {
    enter("crowd", order, "lb1");
    synchronized (this) {
      List<HostName> all = order.target().hosts().stream().map(Host::name).toList();
      return new Crowd(
          List.of(
              new Crowd.Part(
                  HostName.of("lb1"),
                  all.stream().filter(h -> !out.contains(h.value())).toList(),
                  all.stream().filter(h -> out.contains(h.value())).toList(),
                  List.of())));
    }
  }

  @Override
  public HostReport move(MoveOrder order) {
    String to = order.to().word();
    enter("move", order.order(), order.back() ? "back to " + to : "to " + to);
    boolean changed = false;
    synchronized (this) {
      for (Host host : order.entering()) {
        String name = host.name().value();
        boolean ours = order.order().key().id().equals(takenOutBy.get(name));
        changed |= (!order.back() || ours) && out.remove(name);
      }
      for (Host host : order.leaving()) {
        changed |= !out.contains(host.name().value());
        takeOut(host.name().value(), order.order().epoch());
      }
      Set<String> in = new TreeSet<>();
      order.order().target().hosts().forEach(h -> in.add(h.name().value()));
      in.removeAll(out);
      visited.add(in);
    }
    return new HostReport(
        HostName.of("lb1"),
        List.of(new StepReport("move", !changed, Duration.ofMillis(5), "")),
        order.order().release(),
        null,
        List.of(),
        List.of());
  }

  private void enter(String step, HostOrder order) {
    enter(step, order, order.host().name().value());
  }

  private void enter(String step, HostOrder order, String what) {
    String call = step + " " + what;
    CountDownLatch gate;
    boolean fails;
    synchronized (this) {
      calls.add(call);
      gate = gates.get(call);
      fails = faults.merge(call, -1, Integer::sum) >= 0;
    }
    await(gate);
    if (fails) {
      HostFailure failure =
          new HostFailure(
              order.host().name(),
              Objects.requireNonNull(types.get(call)),
              step,
              "tell the balancer",
              "it was ordered to fail",
              "Nothing to do.",
              "");
      throw ApplicationFailure.newBuilder()
          .setType(failure.type().name())
          .setMessage(failure.message())
          .setDetails(failure)
          .setNonRetryable(!failure.type().passing())
          .build();
    }
  }

  private static void await(@Nullable CountDownLatch gate) {
    try {
      while (gate != null && !gate.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HostReport report(String step, HostOrder order, @Nullable String skipped) {
    return new HostReport(
        order.host().name(),
        List.of(new StepReport(step, false, Duration.ofMillis(5), "", skipped)),
        order.release(),
        null,
        List.of(),
        List.of());
  }
}
