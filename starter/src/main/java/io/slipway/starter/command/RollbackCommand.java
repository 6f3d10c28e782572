package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.SurveyKind;
import io.slipway.domain.Queueing;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Planned;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway rollback}: makes an earlier release live again. */
@Command(
    name = "rollback",
    description = {
      "Make an earlier release live again on all hosts, once all are known to have it.",
      "Migrations are not undone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway rollback production                      to the release before the live one",
      "  slipway rollback production --plan               which one that is, and what would be"
          + " done",
      "  slipway rollback production --to 20261123120000  to this one (see slipway releases)"
    })
final class RollbackCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  @Option(
      names = "--to",
      paramLabel = "RELEASE",
      description = "Default: the newest that was live before what is live now.")
  @Nullable String to;

  @Option(
      names = "--plan",
      description = "Ask the hosts, show what would be done, and change nothing.")
  boolean plan;

  @Mixin SelectionOptions selection;
  @Mixin RunOptions run;
  @Mixin LineOptions line;
  @Mixin PlainOption plain;

  RollbackCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    ReleaseId wanted = wanted();
    SlipwayFile read = SlipwayFile.read(file.file);
    Target target = target(read, stage.stage, selection);
    Queueing queueing = line.over(read.queueing(target.stage()));
    return ask(
        (cluster, output) -> {
          if (plan) {
            Planned planned =
                RollbackPlan.of(target, wanted, cluster.survey(SurveyKind.ROLLBACK, target, null));
            output.say(planned);
            return planned.faults().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
          }
          Answer answer =
              cluster
                  .stages()
                  .rollback(
                      new RollbackRequest(
                          cluster.reachable(target),
                          wanted,
                          cluster.asker(),
                          run.reason,
                          false,
                          queueing,
                          cluster.trigger()));
          return new Launched(cluster, output, run, format.quiet)
              .carryOn(answer, to == null ? "" : to, target);
        });
  }

  private @Nullable ReleaseId wanted() {
    try {
      return to == null ? null : ReleaseId.of(to);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--to: %s".formatted(e.getMessage()), e);
    }
  }
}
