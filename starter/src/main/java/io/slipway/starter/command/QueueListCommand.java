package io.slipway.starter.command;

import io.slipway.contract.StageStatus;
import io.slipway.domain.StageName;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Queue;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway queue list}: who waits. */
@Command(name = "list", description = "Tell who waits for each stage, or for one, the next first.")
final class QueueListCommand extends ClusterCommand {
  @Mixin StagesParameter stage;

  QueueListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    SlipwayFile read = SlipwayFile.read(file.file);
    List<StageName> stages = stage.of(read);
    return ask(
        (cluster, output) -> {
          output.say(
              new Queue(
                  read.application(), stages.stream().map(s -> line(cluster, read, s)).toList()));
          return ExitCode.DONE;
        });
  }

  private static Queue.Line line(Cluster cluster, SlipwayFile file, StageName stage) {
    StageStatus status =
        cluster.stages().status(file.application(), stage).orElse(new StageStatus(null, List.of()));
    return new Queue.Line(stage, status.current(), status.line());
  }
}
