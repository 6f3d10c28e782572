package io.slipway.starter.command;

import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Planned;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipway plan}: what a deploy would do. */
@Command(
    name = "plan",
    description = {
      "Show what a deploy with the same options would do: the commit, phases, steps, batches, and"
          + " what each host serves now. Changes nothing.",
      "Ends with 1 when the deploy would fail as things stand."
    },
    footerHeading = "%nExamples:%n",
    footer = "  slipway plan production --revision v1.4.2")
final class PlanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin StageParameter stage;
  @Mixin RevisionOption revision;
  @Mixin SelectionOptions selection;
  @Mixin MigrationOption migration;
  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin OutputOptions format;

  PlanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target =
        SlipwayFile.read(file.file).target(stage.stage, selection.hosts, selection.roles);
    Output output = format.output(spec.commandLine());
    try (Cluster cluster = Cluster.open(surroundings, connection.settings(), output)) {
      SurveyResult found =
          cluster
              .surveys()
              .survey(SurveyKind.INSPECT, cluster.reachable(target), revision.ref, cluster.asker());
      Planned plan = DeployPlan.of(target, revision.ref, found, migration.without);
      output.say(plan);
      return (plan.faults().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }
}
