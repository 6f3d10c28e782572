package io.slipway.starter.command;

import io.slipway.domain.StageName;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Scheduled;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway schedule list}: what is to be deployed when. */
@Command(
    name = "list",
    description = "Tell of the schedules of all stages, or of one, with their next times.")
final class ScheduleListCommand extends ClusterCommand {
  @Mixin StagesParameter stage;

  ScheduleListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    SlipwayFile read = SlipwayFile.read(file.file);
    List<StageName> stages = stage.of(read);
    return ask(
        (cluster, output) -> {
          output.say(
              new Scheduled(
                  read.application(),
                  "found",
                  stages.stream()
                      .flatMap(s -> cluster.schedules().list(read.application(), s).stream())
                      .toList()));
          return ExitCode.DONE;
        });
  }
}
