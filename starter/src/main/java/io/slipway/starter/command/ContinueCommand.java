package io.slipway.starter.command;

import io.slipway.contract.ContinueRequest;
import io.slipway.starter.config.NamedStage;
import picocli.CommandLine.Command;

/** {@code slipway continue}: lets a paused run go on without its failed hosts. */
@Command(
    name = "continue",
    description = {
      "Let a paused run go on without the hosts that have failed so far. They are put back, and no"
          + " longer count as failures.",
      "After a failed migration it goes on in spite of it."
    })
final class ContinueCommand extends DecisionCommand {
  ContinueCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = named(stage);
    return decide(
        target, "continue", (cluster, current) -> new ContinueRequest(cluster.asker(), reason));
  }
}
