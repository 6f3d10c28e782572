package io.slipway.starter.command;

import io.slipway.contract.ContinueRequest;
import io.slipway.domain.Target;
import io.slipway.starter.output.Decided;
import io.slipway.starter.output.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway continue}: lets a paused run go on without its failed hosts. */
@Command(
    name = "continue",
    description = {
      "Let a paused run go on without the hosts that have failed so far. They are put back, and no"
          + " longer count as failures.",
      "After a failed migration it goes on in spite of it."
    })
final class ContinueCommand extends RunCommand {
  @Option(
      names = "--wait",
      description = "Watch until the run has ended; the exit code is the run's.")
  boolean wait;

  ContinueCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = target(stage);
    return tell(
        target,
        new Telling(
            "continue",
            cluster -> new ContinueRequest(cluster.asker(), reason),
            run -> Decided.of("continue", run, List.of(), null)),
        wait,
        ExitCode::of);
  }
}
