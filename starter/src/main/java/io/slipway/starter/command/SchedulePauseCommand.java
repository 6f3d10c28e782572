package io.slipway.starter.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway schedule pause}. */
@Command(
    name = "pause",
    description = "Have a schedule do nothing until it is resumed. What runs goes on.")
final class SchedulePauseCommand extends NamedScheduleCommand {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; slipway schedule list tells it.")
  @Nullable String reason;

  SchedulePauseCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change(
        "paused",
        (cluster, target) -> {
          String by = "paused by %s".formatted(cluster.asker());
          boolean unused =
              cluster
                  .schedules()
                  .pause(
                      target.application(),
                      target.stage(),
                      name,
                      reason == null ? by : by + ": " + reason);
        });
  }
}
