package io.slipway.starter.command;

import io.slipway.contract.Place;
import io.slipway.contract.QueueRequest;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.Standing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** What commands have in common that are about one request in a line. */
abstract class QueuedCommand extends ClusterCommand {
  @Parameters(index = "0", paramLabel = "STAGE", description = "A stage of slipway.yml.")
  String stage = "";

  @Parameters(
      index = "1",
      paramLabel = "REQUEST",
      description = "Its number, as slipway queue list tells it.")
  long number;

  QueuedCommand(Surroundings surroundings) {
    super(surroundings);
  }

  final NamedStage target() {
    return named(stage);
  }

  /** Has the line changed, and tells where the request is then. */
  final int change(@Nullable Integer position, @Nullable String reason)
      throws InterruptedException {
    NamedStage target = target();
    return ask(
        (cluster, output) -> {
          QueueRequest request = new QueueRequest(number, position, cluster.asker(), reason);
          Place place =
              cluster
                  .stages()
                  .queue(target.application(), target.stage(), request)
                  .orElseThrow(() -> unknown(target));
          output.say(Standing.of(target.application(), target.stage(), place));
          return ExitCode.DONE;
        });
  }

  final ProblemException unknown(NamedStage target) {
    return new ProblemException(
        ExitCode.REFUSED,
        "No request %d is known of %s of %s. slipway queue list %s tells which wait."
            .formatted(number, target.stage(), target.application(), target.stage()));
  }
}
