package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Revision;
import io.temporal.activity.Activity;
import io.temporal.activity.DynamicActivity;
import io.temporal.client.ActivityCompletionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hosts in memory that do all that is asked of them, and tell which version of workers asked; those
 * of one stage wait when they are to switch.
 */
final class HeldSwitch {
  private static final Revision REVISION = Revision.of("4f2c9d1".repeat(6).substring(0, 40));

  private final String stage;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private final Map<String, Set<String>> builds = new ConcurrentHashMap<>();

  HeldSwitch(String stage) {
    this.stage = stage;
  }

  /** As the activities of a worker of this version. */
  DynamicActivity hosts(String build) {
    return arguments -> {
      HostOrder order = arguments.get(0, HostOrder.class);
      builds
          .computeIfAbsent(WorkflowIds.run(order.key()), k -> ConcurrentHashMap.newKeySet())
          .add(build);
      String type = Activity.getExecutionContext().getInfo().getActivityType();
      if (type.equals("SourceResolve")) {
        return new ResolvedRevision(order.ref(), REVISION);
      }
      if (type.equals("HostActivate") && order.key().stage().value().equals(stage)) {
        hold();
      }
      return new HostReport(
          order.host().name(), List.of(), order.release(), null, List.of(), List.of());
    };
  }

  private void hold() {
    begun.countDown();
    try {
      while (!letGo.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException | ActivityCompletionException e) {
      throw new IllegalStateException("cut short; another attempt follows", e);
    }
  }

  /** Waits until a host is about to switch. */
  void awaitHost() throws InterruptedException {
    assertTrue(begun.await(60, TimeUnit.SECONDS), "no host is about to switch");
  }

  void open() {
    letGo.countDown();
  }

  /** Of which versions the workers were that did the run's work on hosts. */
  Set<String> buildsAt(String run) {
    return builds.getOrDefault(run, Set.of());
  }
}
