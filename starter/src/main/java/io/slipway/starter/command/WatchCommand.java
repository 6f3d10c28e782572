package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Printable;
import io.slipway.starter.output.ProblemException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  @Mixin PlainOption plain;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description =
          "The run of this id, such as 20261124090000, instead of the current or the last one; of"
              + " one that is over, all that it told is told again.")
  @Nullable String run;

  WatchCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = named(stage);
    return ask(
        (cluster, output) -> {
          StageStatus status = StageWords.used(cluster, target);
          Watching watching = new Watching(cluster, output);
          RunSummary current = status.current();
          if (run != null) {
            RunSummary chosen = chosen(status, run);
            return chosen.equals(current) ? watching.watch(chosen.key()) : watching.retell(chosen);
          }
          return current == null
              ? last(watching, output, status.history().getFirst())
              : watching.watch(current.key());
        });
  }

  private static RunSummary chosen(StageStatus status, String id) {
    return Stream.concat(Stream.ofNullable(status.current()), status.history().stream())
        .filter(r -> r.key().id().value().equals(id) || r.workflowId().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ExitCode.USAGE,
                    "No run %s is known of this stage. slipway history lists those that are."
                        .formatted(Printable.of(id))));
  }

  private static ExitCode last(Watching watching, Output output, RunSummary last)
      throws InterruptedException {
    output.note(
        "Nothing runs on %s; this is how the last run ended.".formatted(last.key().stage()));
    return watching.conclude(last);
  }
}
