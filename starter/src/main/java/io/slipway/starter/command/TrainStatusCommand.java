package io.slipway.starter.command;

import io.slipway.contract.TrainStatus;
import io.slipway.starter.output.Train;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway train status}: how far it is. */
@Command(
    name = "status",
    description = "Tell how far a train is, or how it has ended; it exits with 0 while it goes on.")
final class TrainStatusCommand extends NamedTrainCommand {
  @Option(names = "--wait", description = "Wait for its end.")
  boolean wait;

  TrainStatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    requireName();
    return ask(
        (cluster, output) -> {
          TrainWatch watch = new TrainWatch(cluster, output, train);
          if (wait) {
            return watch.toItsEnd();
          }
          TrainStatus now = watch.now();
          output.say(new Train("found", now));
          return TrainWatch.exit(now.state());
        });
  }
}
