package io.slipway.starter.command;

import io.slipway.contract.ContinueRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway train continue}: lets it through a gate. */
@Command(
    name = "continue",
    description = {
      "Say that a train may go on from the gate at which it waits for people.",
      "Takes the permission 'approve' for all of its applications and stages; everybody counts"
          + " once."
    })
final class TrainContinueCommand extends NamedTrainCommand {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in your words.")
  @Nullable String reason;

  TrainContinueCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return tell(
        "continued",
        cluster -> cluster.trains().goOn(train, new ContinueRequest(cluster.asker(), reason)));
  }
}
