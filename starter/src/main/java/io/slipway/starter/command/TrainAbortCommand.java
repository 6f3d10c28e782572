package io.slipway.starter.command;

import io.slipway.contract.AbortRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway train abort}: has it go no further. */
@Command(
    name = "abort",
    description = {
      "Have a train go no further, and put back what it has deployed.",
      "A car that is under way is brought to its end first; slipway abort ends its deploy."
    })
final class TrainAbortCommand extends NamedTrainCommand {
  @Option(names = "--keep", description = "Leave what it has deployed.")
  boolean keep;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in your words.")
  @Nullable String reason;

  TrainAbortCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return tell(
        "aborted",
        cluster -> cluster.trains().abort(train, new AbortRequest(cluster.asker(), reason, keep)));
  }
}
