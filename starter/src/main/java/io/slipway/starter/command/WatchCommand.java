package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway watch}: follows the run that holds a stage. */
@Command(
    name = "watch",
    description = {
      "Follow the run that holds a stage, from its beginning to its end. When none does, tell how"
          + " the last one ended.",
      "The exit code is that of the run, whichever it was."
    })
final class WatchCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  WatchCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = target(stage);
    return ask(
        (cluster, output) -> {
          StageStatus status = StageWords.used(cluster, target);
          Watching watching = new Watching(cluster, output);
          RunSummary current = status.current();
          return current == null
              ? last(watching, output, status.history().getFirst())
              : watching.watch(current.key());
        });
  }

  private static ExitCode last(Watching watching, Output output, RunSummary last)
      throws InterruptedException {
    output.note(
        "Nothing runs on %s; this is how the last run ended.".formatted(last.key().stage()));
    return watching.conclude(last);
  }
}
