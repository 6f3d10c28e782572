package io.slipway.starter.command;

import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.Checked;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway check}: whether hosts can be deployed to. */
@Command(
    name = "check",
    description = {
      "Log in to each host and look: directories, permissions, tools, space, linked files. Changes"
          + " nothing.",
      "All faults of a host are told together. Ends with 1 when a host is not ready."
    })
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin StageParameter stage;

  @Option(
      names = {"-r", "--revision"},
      paramLabel = "REF",
      description = "Find out as well what this branch, tag or commit is.")
  @Nullable String ref;

  @Mixin SelectionOptions selection;
  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin OutputOptions format;

  CheckCommand(Surroundings surroundings) {
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
              .survey(SurveyKind.CHECK, cluster.reachable(target), ref, cluster.asker());
      Checked checked =
          new Checked(
              target.application(),
              target.stage(),
              ref,
              found.revision() == null ? null : found.revision().revision(),
              found.source(),
              found.hosts().stream().map(CheckCommand::host).toList());
      output.say(checked);
      return (checked.allReady() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }

  private static Checked.HostCheck host(PhaseOutcome outcome) {
    HostReport report = outcome.report();
    return report == null
        ? new Checked.HostCheck(outcome.host(), false, null, List.of(), outcome.failure())
        : new Checked.HostCheck(outcome.host(), true, report.live(), report.warnings(), null);
  }
}
