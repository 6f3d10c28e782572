package io.slipway.starter.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway schedule}: deploys at times to come. */
@Command(
    name = "schedule",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Have deploys done at times to come, by Temporal and its workers: this machine may be off.",
      "For a single time: slipway deploy --at TIME."
    })
final class ScheduleCommand implements Runnable, CommandGroup {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  ScheduleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Object> members() {
    return List.of(
        new ScheduleCreateCommand(surroundings),
        new ScheduleListCommand(surroundings),
        new SchedulePauseCommand(surroundings),
        new ScheduleResumeCommand(surroundings),
        new ScheduleRunCommand(surroundings),
        new ScheduleDeleteCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
