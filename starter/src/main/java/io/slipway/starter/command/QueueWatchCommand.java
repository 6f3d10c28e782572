package io.slipway.starter.command;

import io.slipway.contract.Place;
import io.slipway.contract.RunTicket;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.Standing;
import picocli.CommandLine.Command;

/** {@code slipway queue watch}: waits with a request. */
@Command(
    name = "watch",
    description = {
      "Watch a request that waits, and then the run that it becomes. Ctrl-C leaves it in line.",
      "The exit code is that of the run, or 4 when it did not get its turn."
    })
final class QueueWatchCommand extends QueuedCommand {
  QueueWatchCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = target();
    return ask(
        (cluster, output) -> {
          Place place =
              cluster
                  .stages()
                  .place(target.application(), target.stage(), number)
                  .orElseThrow(() -> unknown(target));
          if (place.left() == null && !format.quiet) {
            output.say(Standing.of(target.application(), target.stage(), place));
          }
          LineWatch.End end = new LineWatch(cluster, output, target, format.quiet).watch(place);
          RunTicket run = end.run();
          return run == null ? end.exit() : new Watching(cluster, output).watch(run.key());
        });
  }
}
