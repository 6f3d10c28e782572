package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import java.util.List;

/** Tells a run's events as they are, or only its end. */
final class JsonProgress implements RunListener {
  private final Output output;
  private final String run;
  private final Detail detail;
  private final FreshLines fresh = new FreshLines();
  private final HostTimes times = new HostTimes();

  JsonProgress(Output output, String run, Detail detail) {
    this.output = output;
    this.run = run;
    this.detail = detail;
  }

  @Override
  public void event(String workflow, RunEvent event) {
    times.event(event);
    if (detail != Detail.RESULT) {
      output.say(EventLine.of(run, workflow, event));
    }
  }

  @Override
  public boolean listens() {
    return detail == Detail.OUTPUT;
  }

  @Override
  public void said(StepOutput said) {
    List<String> lines = fresh.of(said);
    if (!lines.isEmpty()) {
      output.say(new OutputLines(run, said.host(), said.step(), lines));
    }
  }

  @Override
  public void lost(String why) {
    output.note(why);
  }

  @Override
  public void found(String what) {
    output.note(what);
  }

  @Override
  public void ended(RunResult result, ExitCode exit) {
    output.say(ResultLine.of(run, result, exit, times));
  }
}
