package io.slipway.starter.command;

import io.slipway.contract.TrainStatus;
import io.slipway.starter.config.TrainFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Train;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What commands have in common that are about one train. */
abstract class NamedTrainCommand extends TemporalCommand {
  @Parameters(index = "0", paramLabel = "TRAIN", description = "Its name, as its file has it.")
  String train = "";

  NamedTrainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** What a train answers; empty when there is none. */
  interface Asking {
    Optional<TrainStatus> of(Cluster cluster);
  }

  final int tell(String did, Asking asking) throws InterruptedException {
    requireName();
    return ask(
        (cluster, output) -> {
          TrainStatus answer = asking.of(cluster).orElseThrow(() -> TrainWatch.unknown(train));
          output.say(new Train(did, answer));
          return ExitCode.DONE;
        });
  }

  final void requireName() {
    if (!TrainFile.isName(train)) {
      throw new ParameterException(
          spec.commandLine(), "'%s' is no name of a train".formatted(train));
    }
  }
}
