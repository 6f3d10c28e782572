package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;

/** Tells the end of a run only. */
final class QuietProgress implements RunListener {
  private final Page out;
  private final HostTimes times = new HostTimes();

  QuietProgress(Page out) {
    this.out = out;
  }

  @Override
  public void event(String workflow, RunEvent event) {
    times.event(event);
  }

  @Override
  public void lost(String why) {}

  @Override
  public void found(String what) {}

  @Override
  public void ended(RunResult result, ExitCode exit) {
    ResultLine.of("", result, exit, times).write(out);
  }
}
