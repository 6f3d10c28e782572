package io.slipway.starter.command;

import io.slipway.contract.Freeze;
import io.slipway.contract.LiftRequest;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Freezes;
import io.slipway.starter.output.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway freeze lift}: ends one. */
@Command(
    name = "lift",
    description = "End a freeze, or take back one that is to come; deploys that wait for it go on.")
final class FreezeLiftCommand extends TemporalCommand {
  @Parameters(
      index = "0",
      paramLabel = "FREEZE",
      description = "Its number, as slipway freeze list tells it.")
  long number;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; kept in the audit trail.")
  @Nullable String reason;

  FreezeLiftCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return ask(
        (cluster, output) -> {
          Freeze lifted =
              cluster
                  .freezes()
                  .lift(new LiftRequest(number, cluster.asker(), reason))
                  .orElseThrow(
                      () ->
                          new ProblemException(
                              ExitCode.REFUSED,
                              "There is no freeze %d: none was ever put.".formatted(number)));
          output.say(new Freezes("lifted", Instant.now(), List.of(lifted)));
          return ExitCode.DONE;
        });
  }
}
