package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipway watch}: follows the run that holds a stage. */
@Command(
    name = "watch",
    description = {
      "Follow the run that holds a stage, from its beginning to its end. When none does, tell how"
          + " the last one ended.",
      "The exit code is that of the run, whichever it was."
    })
final class WatchCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin StageParameter stage;
  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin OutputOptions format;

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = SlipwayFile.read(file.file).target(stage.stage, List.of(), List.of());
    Output output = format.output(spec.commandLine());
    try (Cluster cluster = Cluster.open(surroundings, connection.settings(), output)) {
      StageStatus status = StageWords.used(cluster, target);
      Watching watching = new Watching(cluster, output);
      RunSummary current = status.current();
      ExitCode exit =
          current == null
              ? last(watching, output, status.history().getFirst())
              : watching.watch(current.key());
      return exit.number();
    }
  }

  private static ExitCode last(Watching watching, Output output, RunSummary last)
      throws InterruptedException {
    if (last.outcome() == null) {
      throw Watching.broken(last.key(), last.workflowId() + " was stopped in Temporal", null);
    }
    output.note(
        "Nothing runs on %s; this is how the last run ended.".formatted(last.key().stage()));
    return watching.conclude(last);
  }
}
