package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "  slipway deploy production --revision v1.4.2 --detach && slipway watch production",
      "  slipway deploy production --resume-failed"
    })
final class DeployCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  @ArgGroup @Nullable What what;

  /** What to deploy. There is no default: which code goes live is always said. */
  static final class What {
    @Option(
        names = {"-r", "--revision"},
        paramLabel = "REF",
        required = true,
        description = "Branch, tag or commit; resolved once, to one commit for all hosts.")
    String ref = "";

    @Option(
        names = "--resume-failed",
        required = true,
        description =
            "What the last deploy had, but only on the hosts that it did not reach. They get the"
                + " same release; the migration is not run again.")
    boolean resumeFailed;
  }

  @Mixin SelectionOptions selection;
  @Mixin RunOptions run;
  @Mixin LineOptions line;
  @Mixin PlainOption plain;
  @Mixin MigrationOption migration;

  DeployCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    What asked = what;
    if (asked == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Say what to deploy: --revision REF, or --resume-failed for what the last deploy left.");
    }
    SlipwayFile read = SlipwayFile.read(file.file);
    Target target = migration.applied(read.target(stage.stage, selection.hosts, selection.roles));
    // What an earlier deploy has left would be something else once others had their turn.
    Queueing queueing =
        asked.resumeFailed ? Queueing.refuse() : line.over(read.queueing(target.stage()));
    if (asked.resumeFailed && (line.whenBusy != null || line.queueFor != null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--resume-failed does not wait: what the last deploy left would be something else then");
    }
    if (!asked.resumeFailed) {
      MigrationOption.require(target);
    }
    return ask(
        (cluster, output) -> {
          Resumption wanted =
              asked.resumeFailed
                  ? Resumption.of(cluster, target)
                  : new Resumption(target, asked.ref, null);
          Answer answer =
              cluster
                  .stages()
                  .deploy(
                      new DeployRequest(
                          cluster.reachable(wanted.target()),
                          wanted.ref(),
                          cluster.asker(),
                          run.reason,
                          wanted.release(),
                          queueing,
                          cluster.trigger()));
          return new Launched(cluster, output, run, format.quiet)
              .carryOn(answer, wanted.ref(), wanted.target());
        });
  }
}
