package io.slipway.starter.command;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Freezes;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code slipway freeze list}: what is in force, and what is to come. */
@Command(
    name = "list",
    description =
        "Tell which freezes are in force and which are to come, who has put them and why.")
final class FreezeListCommand extends TemporalCommand {
  FreezeListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    return ask(
        (cluster, output) -> {
          output.say(new Freezes("found", Instant.now(), cluster.freezes().list().freezes()));
          return ExitCode.DONE;
        });
  }
}
