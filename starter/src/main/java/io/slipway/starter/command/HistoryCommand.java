package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.History;
import io.slipway.starter.output.Output;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway history}: what was done to a stage. */
@Command(
    name = "history",
    description = "List the runs of a stage, newest first: who, what, why, and how it ended.")
final class HistoryCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin StageParameter stage;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "Most runs that are listed; 100 are kept. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin OutputOptions format;

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--limit: %d is less than 1".formatted(limit));
    }
    Target target = SlipwayFile.read(file.file).target(stage.stage, List.of(), List.of());
    Output output = format.output(spec.commandLine());
    try (Cluster cluster = Cluster.open(surroundings, connection.settings(), output)) {
      Optional<StageStatus> status = cluster.stages().status(target.application(), target.stage());
      List<RunSummary> runs =
          status
              .map(s -> Stream.concat(Stream.ofNullable(s.current()), s.history().stream()))
              .orElse(Stream.empty())
              .limit(limit)
              .toList();
      output.say(new History(target.application(), target.stage(), runs));
      return 0;
    }
  }
}
