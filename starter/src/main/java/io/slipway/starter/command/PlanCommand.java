package io.slipway.starter.command;

import io.slipway.domain.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway plan}: what a deploy would do. */
@Command(
    name = "plan",
    description = {
      "Show what a deploy with the same options would do: the commit, phases, steps, batches, which"
          + " secrets go where, and what each host serves now. Asks what slipway check asks."
          + " Changes nothing.",
      "Ends with 1 when the deploy would fail as things stand."
    },
    footerHeading = "%nExamples:%n",
    footer = "  slipway plan production --revision v1.4.2")
final class PlanCommand extends ClusterCommand {
  @Mixin StageParameter stage;
  @Mixin RevisionOption revision;
  @Mixin SelectionOptions selection;
  @Mixin MigrationOption migration;

  PlanCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = migration.applied(target(stage, selection));
    return ask((cluster, output) -> DeployPlan.show(cluster, output, target, revision.ref));
  }
}
