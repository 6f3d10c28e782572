package io.slipway.starter.command;

import io.slipway.contract.RejectRequest;
import io.slipway.starter.config.NamedStage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway reject}: says no to a deploy that waits for approvals. */
@Command(
    name = "reject",
    description =
        "Reject the deploy that waits on a stage for approvals. It ends, with exit code 4 for"
            + " whoever watches it, and nothing has been touched.",
    footerHeading = "%nExamples:%n",
    footer = "  slipway reject production --reason 'not before the sale'")
final class RejectCommand extends DecisionCommand {
  @Mixin WaitingPlanOption plan;

  RejectCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    String why = reason;
    if (why == null || why.isBlank()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--reason: say why, so that who has asked for it knows.");
    }
    NamedStage target = named(stage);
    return decide(
        target,
        "reject",
        (cluster, current) -> new RejectRequest(cluster.asker(), why, plan.of(current)));
  }
}
