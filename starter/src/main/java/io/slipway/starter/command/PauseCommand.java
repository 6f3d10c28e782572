package io.slipway.starter.command;

import io.slipway.contract.PauseRequest;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Pausing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway pause}: has the run that holds a stage stand still for a while. */
@Command(
    name = "pause",
    description = {
      "Have the run that holds a stage begin nothing more until slipway resume: hosts in work end,"
          + " and the stage stays taken.",
      "A pause expires after the stage's pause_for (24 hours unless it says otherwise); then"
          + " everything is put back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway pause production --reason 'looking at the graphs'",
      "  slipway pause production --now"
    })
final class PauseCommand extends RunCommand {
  @Option(
      names = "--now",
      description =
          "Hosts in work stand still, too, where they are well between two steps: before their"
              + " build, and before they are drained. A switch is always brought to its end.")
  boolean now;

  PauseCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = named(stage);
    return tell(
        target,
        new Telling(
            "pause",
            (cluster, current) -> new PauseRequest(cluster.asker(), reason, now),
            summary -> Pausing.of(summary, now)),
        false,
        ExitCode::of);
  }
}
