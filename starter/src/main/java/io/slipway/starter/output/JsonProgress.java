package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;

/** Tells a run's events as they are, or only its end. */
final class JsonProgress implements RunListener {
  private final Output output;
  private final String run;
  private final boolean all;
  private final HostTimes times = new HostTimes();

  JsonProgress(Output output, String run, boolean all) {
    this.output = output;
    this.run = run;
    this.all = all;
  }

  @Override
  public void event(String workflow, RunEvent event) {
    times.event(event);
    if (all) {
      output.say(EventLine.of(run, workflow, event));
    }
  }

  @Override
  public void lost(String why) {
    output.note(why);
  }

  @Override
  public void found() {
    output.note("Temporal answers again.");
  }

  @Override
  public void ended(RunResult result, ExitCode exit) {
    output.say(ResultLine.of(run, result, exit, times));
  }
}
