package io.slipway.starter.command;

import io.slipway.contract.FreezeList;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.contract.WarmHalf;
import io.slipway.domain.StageName;
import io.slipway.rollout.LiveColor;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway status}: who holds which stage, and what was last done to it. */
@Command(
    name = "status",
    description =
        "Tell of each stage, or of one: who does what to it since when, or how its last run ended.")
final class StatusCommand extends ClusterCommand {
  @Mixin StagesParameter stage;

  StatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    SlipwayFile read = SlipwayFile.read(file.file);
    List<StageName> stages = stage.of(read);
    return ask(
        (cluster, output) -> {
          FreezeList freezes = cluster.freezes().list();
          output.say(
              new Status(
                  read.application(),
                  stages.stream().map(s -> line(cluster, read, s, freezes)).toList()));
          return ExitCode.DONE;
        });
  }

  private static Status.StageLine line(
      Cluster cluster, SlipwayFile file, StageName stage, FreezeList freezes) {
    StageStatus status =
        cluster.stages().status(file.application(), stage).orElse(new StageStatus(null, List.of()));
    RunSummary current = status.current();
    RunSummary last = status.history().isEmpty() ? null : status.history().getFirst();
    return new Status.StageLine(
        stage,
        current,
        current == null ? null : progress(cluster, current),
        last,
        status.quarantine(),
        status.line(),
        cluster.drift().find(file.application(), stage).orElse(null),
        WindowsNow.of(file.windows(stage), List.of(), freezes.of(file.application(), stage)),
        LiveColor.of(status).orElse(null),
        kept(status));
  }

  /** Null also where its time is over, and nothing comes of that. */
  private static @Nullable WarmHalf kept(StageStatus status) {
    WarmHalf half = status.warm();
    return half == null || (half.retire() == null && half.until().isBefore(Instant.now()))
        ? null
        : half;
  }

  private static String progress(Cluster cluster, RunSummary current) {
    List<RunEvent> events = cluster.stages().events(current.workflowId());
    return events.isEmpty() ? "about to begin" : events.getLast().message();
  }
}
