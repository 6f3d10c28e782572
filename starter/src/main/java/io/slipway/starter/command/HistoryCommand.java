package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.History;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway history}: what was done to a stage. */
@Command(
    name = "history",
    description = "List the runs of a stage, newest first: who, what, why, and how it ended.")
final class HistoryCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "Most runs that are listed; 100 are kept. Default: ${DEFAULT-VALUE}.")
  int limit;

  HistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--limit: %d is less than 1".formatted(limit));
    }
    NamedStage target = named(stage);
    return ask(
        (cluster, output) -> {
          Optional<StageStatus> status =
              cluster.stages().status(target.application(), target.stage());
          List<RunSummary> runs =
              status
                  .map(s -> Stream.concat(Stream.ofNullable(s.current()), s.history().stream()))
                  .orElse(Stream.empty())
                  .limit(limit)
                  .toList();
          output.say(new History(target.application(), target.stage(), runs));
          return ExitCode.DONE;
        });
  }
}
