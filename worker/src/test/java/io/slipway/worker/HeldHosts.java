package io.slipway.worker;

import io.slipway.contract.HostActivities;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hosts that are inspected, beat by beat, until they are let go; nothing else is asked of them. */
class HeldHosts implements HostActivities {
  final CountDownLatch begun = new CountDownLatch(1);
  final CountDownLatch letGo = new CountDownLatch(1);
  final CountDownLatch cutShort = new CountDownLatch(1);

  @Override
  public HostReport inspect(HostOrder order) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    begun.countDown();
    try {
      while (!letGo.await(20, TimeUnit.MILLISECONDS)) {
        context.heartbeat(null);
      }
      return new HostReport(order.host().name(), List.of(), null, null, List.of(), List.of());
    } catch (InterruptedException | ActivityCompletionException e) {
      cutShort.countDown();
      throw new IllegalStateException("cut short", e);
    }
  }

  @Override
  public HostReport check(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport serves(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport observe(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport prepare(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport build(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport migrate(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport unmigrate(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport activate(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport beforeSwitch(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport finished(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport finish(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport revert(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport discard(HostOrder order) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostReport retire(HostOrder order) {
    throw new UnsupportedOperationException();
  }
}
