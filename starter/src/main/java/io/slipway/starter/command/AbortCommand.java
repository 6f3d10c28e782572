package io.slipway.starter.command;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.domain.Target;
import io.slipway.starter.output.Aborting;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import org.jspecify.annotations.Nullable;
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
final class AbortCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; kept in the history.")
  @Nullable String reason;

  @Option(
      names = "--wait",
      description =
          "Watch until it has ended; 0 then means that it was stopped and everything is put back.")
  boolean wait;

  AbortCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = target(stage);
    return ask(
        (cluster, output) -> {
          RunSummary current = StageWords.used(cluster, target).current();
          if (current == null) {
            throw nothingRuns(target);
          }
          RunSummary aborted =
              cluster
                  .stages()
                  .abort(current.workflowId(), new AbortRequest(cluster.asker(), reason))
                  .orElseThrow(() -> nothingRuns(target));
          output.say(
              new Aborting(
                  aborted.workflowId(), aborted, reason, "slipway watch " + target.stage()));
          return wait
              ? new Watching(cluster, output).watch(aborted.key(), AbortCommand::stopped)
              : ExitCode.DONE;
        });
  }

  private static ProblemException nothingRuns(Target target) {
    return new ProblemException(
        ExitCode.REFUSED,
        "Nothing runs on %s of %s, so there is nothing to abort. What was done: slipway history %s. To go back to the release before: slipway rollback %s."
            .formatted(target.stage(), target.application(), target.stage(), target.stage()));
  }

  /** What the end of a run means to somebody who wanted to stop it. */
  private static ExitCode stopped(RunOutcome outcome) {
    return switch (outcome) {
      case UNTOUCHED, REVERTED -> ExitCode.DONE;
      case REVERTED_EXCEPT -> ExitCode.PARTIAL;
      case SUCCEEDED -> ExitCode.REFUSED;
    };
  }
}
