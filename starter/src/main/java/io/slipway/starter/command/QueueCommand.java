package io.slipway.starter.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway queue}: the requests that wait for a stage. */
@Command(
    name = "queue",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Look after the requests that wait for a stage: see when_busy in slipway.yml, and"
          + " --when-busy of slipway deploy and rollback."
    })
final class QueueCommand implements Runnable, CommandGroup {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  QueueCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Object> members() {
    return List.of(
        new QueueListCommand(surroundings),
        new QueueWatchCommand(surroundings),
        new QueueCancelCommand(surroundings),
        new QueueMoveCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
