package io.slipway.bench.scale;

import io.slipway.contract.EventType;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import java.util.List;
import java.util.Objects;

/** Collects the ids of a run's batches while it is followed. */
final class BatchListener implements RunListener {
  private final List<String> batches;

  BatchListener(List<String> batches) {
    this.batches = batches;
  }

  @Override
  public void event(String workflow, RunEvent event) {
    if (event.type() == EventType.BATCH_STARTED) {
      batches.add(Objects.requireNonNull(event.batch()));
    }
  }

  @Override
  public void lost(String why) {
    System.err.println(why);
  }

  @Override
  public void found(String what) {
    System.err.println(what);
  }

  @Override
  public void ended(RunResult result, ExitCode exit) {}
}
