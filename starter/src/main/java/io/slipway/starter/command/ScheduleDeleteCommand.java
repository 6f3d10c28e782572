package io.slipway.starter.command;

import picocli.CommandLine.Command;

/** {@code slipway schedule delete}. */
@Command(name = "delete", description = "End a schedule. What runs goes on.")
final class ScheduleDeleteCommand extends NamedScheduleCommand {
  ScheduleDeleteCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change(
        "deleted",
        (cluster, target) -> {
          boolean unused = cluster.schedules().delete(target.application(), target.stage(), name);
        });
  }
}
