package io.slipway.workflow;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.contract.TrafficActivities;
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
      out.add(order.host().name().value());
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

  private void enter(String step, HostOrder order) {
    String call = step + " " + order.host().name();
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
