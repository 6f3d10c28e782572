package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.contract.StageState;
import io.slipway.contract.StageStatus;
import io.slipway.domain.StageName;
import io.slipway.rollout.DeliveryFigures;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway stats}: how well a team delivers. */
@Command(
    name = "stats",
    description =
        "Tell how well you deliver to each stage, or to one: how often, how long a commit takes to"
            + " be live, how many changes go bad, and how soon they are put right.")
final class StatsCommand extends ClusterCommand {
  private static final int MOST_DAYS = 3650;

  @Mixin StagesParameter stage;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "Days up to now that are looked at, 1 to 3650. Default: ${DEFAULT-VALUE}.")
  int days;

  StatsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (days < 1 || days > MOST_DAYS) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--days: %d is not in 1 to %d".formatted(days, MOST_DAYS));
    }
    SlipwayFile read = SlipwayFile.read(file.file);
    List<StageName> stages = stage.of(read);
    Instant now = Instant.now();
    Instant from = now.minus(Duration.ofDays(days));
    return ask(
        (cluster, output) -> {
          output.say(
              new Stats(
                  read.application(),
                  days,
                  stages.stream().map(s -> figures(cluster, read, s, from, now)).toList()));
          return ExitCode.DONE;
        });
  }

  private static Stats.StageFigures figures(
      Cluster cluster, SlipwayFile file, StageName stage, Instant from, Instant now) {
    List<RunSummary> history =
        cluster
            .stages()
            .status(file.application(), stage)
            .map(StageStatus::history)
            .orElse(List.of());
    Instant since = from;
    if (history.size() >= StageState.HISTORY_KEPT) {
      Instant oldest = Objects.requireNonNull(history.getLast().endedAt());
      since = oldest.isAfter(from) ? oldest : from;
    }
    return Stats.StageFigures.of(stage, since, now, DeliveryFigures.of(history, since, now));
  }
}
