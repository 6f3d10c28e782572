package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.starter.config.NamedStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway schedule run}: what a schedule does, now. */
@Command(
    name = "run",
    description = {
      "Do now what a schedule does at its times, in your own name; also when it is paused.",
      "It is a deploy as any other, and watched as one."
    })
final class ScheduleRunCommand extends NamedScheduleCommand {
  @Mixin RunOptions run;

  ScheduleRunCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = target();
    return ask(
        (cluster, output) -> {
          DeployRequest deploy = found(cluster, target).deploy();
          if (run.reason == null) {
            run.reason = deploy.reason();
          }
          Answer answer =
              cluster
                  .stages()
                  .deploy(
                      new DeployRequest(
                          cluster.reachable(deploy.target()),
                          deploy.ref(),
                          cluster.asker(),
                          run.reason,
                          null,
                          deploy.queueing(),
                          cluster.trigger()));
          return new Launched(cluster, output, run, format.quiet)
              .carryOn(answer, deploy.ref(), deploy.target());
        });
  }
}
