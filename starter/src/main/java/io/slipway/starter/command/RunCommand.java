package io.slipway.starter.command;

import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Message;
import io.slipway.starter.output.Printable;
import io.slipway.starter.output.ProblemException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that tell the run which holds a stage how to go on. */
abstract class RunCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; kept in the history.")
  @Nullable String reason;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description =
          "Only if the run that holds the stage is this one, such as 20261124090000. Whichever it"
              + " is otherwise.")
  @Nullable String run;

  RunCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /**
   * @param update name of the update
   * @param request makes it, for the run as its stage knows it
   * @param told what to say once the run knows
   */
  record Telling(
      String update,
      BiFunction<Cluster, RunSummary, Object> request,
      Function<RunSummary, Message> told) {}

  /**
   * @param watch whether to follow the run to its end
   * @param meaning what its outcome then means to the asker
   */
  final int tell(
      NamedStage target, Telling telling, boolean watch, Function<RunOutcome, ExitCode> meaning)
      throws InterruptedException {
    return ask(
        (cluster, output) -> {
          RunSummary current = StageWords.used(cluster, target).current();
          if (current == null) {
            throw nothingRuns(target, telling.update());
          }
          requireMeant(current);
          RunSummary told =
              cluster
                  .stages()
                  .tell(current.key(), telling.update(), telling.request().apply(cluster, current))
                  .orElseThrow(() -> nothingRuns(target, telling.update()));
          output.say(telling.told().apply(told));
          return watch ? new Watching(cluster, output).watch(told.key(), meaning) : ExitCode.DONE;
        });
  }

  private void requireMeant(RunSummary current) {
    if (run != null
        && !current.key().id().value().equals(run)
        && !current.workflowId().equals(run)) {
      throw new ProblemException(
          ExitCode.REFUSED,
          "%s is held by %s, not by run %s. What has become of that: slipway history %s."
              .formatted(
                  current.key().stage(),
                  current.workflowId(),
                  Printable.of(run),
                  current.key().stage()));
    }
  }

  private static ProblemException nothingRuns(NamedStage target, String verb) {
    return new ProblemException(
        ExitCode.REFUSED,
        "Nothing runs on %1$s of %2$s, so there is nothing to %3$s. What was done: slipway history %1$s. To go back to the release before: slipway rollback %1$s."
            .formatted(target.stage(), target.application(), verb));
  }
}
