package io.slipway.starter.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway train}: several applications, one after the other. */
@Command(
    name = "train",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Deploy several applications in an order, with gates between them; when one fails, those"
          + " before it are put back.",
      "Temporal and its workers do it: this machine may be off."
    })
final class TrainCommand implements Runnable, CommandGroup {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  TrainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Object> members() {
    return List.of(
        new TrainStartCommand(surroundings),
        new TrainStatusCommand(surroundings),
        new TrainContinueCommand(surroundings),
        new TrainAbortCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
