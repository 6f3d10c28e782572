package io.slipway.starter.command;

import io.slipway.contract.ResumeRequest;
import io.slipway.starter.config.NamedStage;
import picocli.CommandLine.Command;

/** {@code slipway resume}: lets a run go on that somebody has paused. */
@Command(
    name = "resume",
    description = {
      "Let a run go on that somebody has paused with slipway pause.",
      "A run that stands still by itself needs a choice instead: slipway retry, exclude, continue"
          + " or abort."
    })
final class ResumeCommand extends DecisionCommand {
  ResumeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = named(stage);
    return decide(
        target, "resume", (cluster, current) -> new ResumeRequest(cluster.asker(), reason));
  }
}
