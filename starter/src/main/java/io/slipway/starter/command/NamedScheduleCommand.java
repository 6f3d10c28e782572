package io.slipway.starter.command;

import io.slipway.starter.config.NamedStage;
import io.slipway.starter.gateway.ScheduleGateway;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.Scheduled;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What commands have in common that are about one schedule. */
abstract class NamedScheduleCommand extends ClusterCommand {
  @Parameters(index = "0", paramLabel = "STAGE", description = "A stage of slipway.yml.")
  String stage = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = ScheduleNames.USUAL,
      description = "Which schedule of the stage. Default: ${DEFAULT-VALUE}.")
  String name;

  NamedScheduleCommand(Surroundings surroundings) {
    super(surroundings);
  }

  final NamedStage target() {
    return named(stage);
  }

  final ScheduleGateway.Found found(Cluster cluster, NamedStage target) {
    return cluster
        .schedules()
        .find(target.application(), target.stage(), name)
        .orElseThrow(
            () ->
                new ProblemException(
                    ExitCode.REFUSED,
                    "%s of %s has no schedule %s. slipway schedule list tells which there are."
                        .formatted(target.stage(), target.application(), name)));
  }

  /** Something that is done to a schedule that is there. */
  interface Change {
    void with(Cluster cluster, NamedStage target);
  }

  /**
   * Does it, and tells of the schedule as it is then, or was before it ended.
   *
   * @param did in one word
   */
  final int change(String did, Change change) throws InterruptedException {
    NamedStage target = target();
    return ask(
        (cluster, output) -> {
          ScheduleGateway.Found before = found(cluster, target);
          change.with(cluster, target);
          Scheduled.Line now =
              cluster
                  .schedules()
                  .find(target.application(), target.stage(), name)
                  .map(ScheduleGateway.Found::line)
                  .orElse(before.line());
          output.say(new Scheduled(target.application(), did, List.of(now)));
          return ExitCode.DONE;
        });
  }
}
