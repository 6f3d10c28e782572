package io.slipway.starter.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code slipway queue move}: gives a request another place in the line. */
@Command(
    name = "move",
    description =
        "Give a request another place in the line. Rollbacks go before deploys all the same.")
final class QueueMoveCommand extends QueuedCommand {
  @Option(
      names = "--to",
      paramLabel = "PLACE",
      required = true,
      description = "1 for the one whose turn is next.")
  int place;

  QueueMoveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (place < 1) {
      throw new ParameterException(
          spec.commandLine(), "--to: %d is no place; 1 is the first".formatted(place));
    }
    return change(place, null);
  }
}
