package io.slipway.starter.command;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.RunTicket;
import io.slipway.domain.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway deploy}: makes a release of a revision live. */
@Command(
    name = "deploy",
    description = {
      "Make a release of a revision and put it live, batch by batch; or put everything back.",
      "The deploy runs in Temporal: Ctrl-C stops watching it, and nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway deploy production --revision v1.4.2",
      "  slipway deploy production --revision main --role web --reason 'hotfix 311'",
      "  slipway deploy production --revision v1.4.2 --detach && slipway watch production"
    })
final class DeployCommand extends ClusterCommand {
  @Mixin StageParameter stage;
  @Mixin RevisionOption revision;
  @Mixin SelectionOptions selection;
  @Mixin RunOptions run;
  @Mixin MigrationOption migration;

  DeployCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = migration.applied(target(stage, selection));
    MigrationOption.require(target);
    return ask(
        (cluster, output) -> {
          RunTicket ticket =
              cluster
                  .stages()
                  .deploy(
                      new DeployRequest(
                          cluster.reachable(target), revision.ref, cluster.asker(), run.reason));
          return new Launched(cluster, output, run, format.quiet)
              .carryOn(ticket, revision.ref, target);
        });
  }
}
