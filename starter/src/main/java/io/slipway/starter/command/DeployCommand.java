package io.slipway.starter.command;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.Initiator;
import io.slipway.contract.RunTicket;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
final class DeployCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin StageParameter stage;
  @Mixin RevisionOption revision;
  @Mixin SelectionOptions selection;
  @Mixin RunOptions run;
  @Mixin MigrationOption migration;
  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin OutputOptions format;

  DeployCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target =
        SlipwayFile.read(file.file).target(stage.stage, selection.hosts, selection.roles);
    migration.require(target);
    Output output = format.output(spec.commandLine());
    try (Cluster cluster = Cluster.open(surroundings, connection.settings(), output)) {
      Initiator asker = cluster.asker();
      RunTicket ticket =
          cluster
              .stages()
              .deploy(
                  new DeployRequest(cluster.reachable(target), revision.ref, asker, run.reason));
      return new Launched(cluster, output, run, format.quiet).carryOn(ticket, revision.ref, target);
    }
  }
}
