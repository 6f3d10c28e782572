package io.slipway.starter.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway queue cancel}: takes a request out of the line. */
@Command(
    name = "cancel",
    description = {
      "Take a request out of the line; whoever watches it is told, and ends with 4.",
      "One that has begun is stopped by slipway abort."
    })
final class QueueCancelCommand extends QueuedCommand {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; whoever watches it is told.")
  @Nullable String reason;

  QueueCancelCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change(null, reason);
  }
}
