package io.slipway.starter.command;

import io.slipway.contract.ApproveRequest;
import io.slipway.starter.config.NamedStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway approve}: says yes to a deploy that waits for approvals. */
@Command(
    name = "approve",
    description = {
      "Approve of the deploy that waits on a stage. It begins once all approvals are given that"
          + " slipway.yml and the worker's policy want.",
      "What is approved of is the plan that waits now: the commit, the hosts and the whole file. If"
          + " it changes, approvals are wanted anew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway approve production",
      "  slipway approve production --plan sha256:4f2c... --reason 'read the diff'"
    })
final class ApproveCommand extends DecisionCommand {
  @Mixin WaitingPlanOption plan;

  ApproveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = named(stage);
    return decide(
        target,
        "approve",
        (cluster, current) -> new ApproveRequest(cluster.asker(), reason, plan.of(current)));
  }
}
