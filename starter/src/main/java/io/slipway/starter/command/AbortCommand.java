package io.slipway.starter.command;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.Aborting;
import io.slipway.starter.output.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway abort}: stops the run that holds a stage. */
@Command(
    name = "abort",
    description = {
      "Stop the run that holds a stage: no further host begins, and what has changed is put back.",
      "Returns once the run knows; with --wait, once everything is put back."
    })
final class AbortCommand extends RunCommand {
  @ArgGroup @Nullable Afterwards afterwards;

  /** What becomes of the hosts that have the release already. */
  static final class Afterwards {
    @Option(names = "--revert", description = "Put back what has changed. This is the default.")
    boolean revert;

    @Option(
        names = "--keep",
        description =
            "Hosts that have the release keep it; those in work are put back. Later: slipway deploy"
                + " --resume-failed.")
    boolean keep;
  }

  @Option(
      names = "--wait",
      description =
          "Watch until it has ended; 0 then means that it was stopped, and that everything is put"
              + " back or kept as you wished.")
  boolean wait;

  @Mixin PlainOption plain;

  AbortCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    NamedStage target = named(stage);
    boolean keep = afterwards != null && afterwards.keep;
    return tell(
        target,
        new Telling(
            "abort",
            (cluster, current) -> new AbortRequest(cluster.asker(), reason, keep),
            run ->
                new Aborting(
                    run.workflowId(), run, reason, keep, "slipway watch " + target.stage())),
        wait,
        AbortCommand::stopped);
  }

  /** What the end of a run means to somebody who wanted to stop it. */
  private static ExitCode stopped(RunOutcome outcome) {
    return switch (outcome) {
      case UNTOUCHED, REVERTED, REJECTED, SUCCEEDED_WITH_EXCEPTIONS -> ExitCode.DONE;
      case REVERTED_EXCEPT -> ExitCode.PARTIAL;
      case SUCCEEDED -> ExitCode.REFUSED;
    };
  }
}
