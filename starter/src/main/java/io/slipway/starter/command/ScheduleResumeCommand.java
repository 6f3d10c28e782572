package io.slipway.starter.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway schedule resume}. */
@Command(
    name = "resume",
    description = "Have a paused schedule go on. What its pause has missed is not made up for.")
final class ScheduleResumeCommand extends NamedScheduleCommand {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; slipway schedule list tells it.")
  @Nullable String reason;

  ScheduleResumeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change(
        "resumed",
        (cluster, target) -> {
          String by = "resumed by %s".formatted(cluster.asker());
          boolean unused =
              cluster
                  .schedules()
                  .resume(
                      target.application(),
                      target.stage(),
                      name,
                      reason == null ? by : by + ": " + reason);
        });
  }
}
