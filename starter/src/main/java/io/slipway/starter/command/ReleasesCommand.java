package io.slipway.starter.command;

import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Releases;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipway releases}: which releases are where. */
@Command(
    name = "releases",
    description = {
      "Ask the hosts which releases they have and which they serve. Changes nothing.",
      "Ends with 1 when a host could not be asked."
    })
final class ReleasesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin StageParameter stage;
  @Mixin SelectionOptions selection;
  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin OutputOptions format;

  ReleasesCommand(Surroundings surroundings) {
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
              .survey(SurveyKind.INSPECT, cluster.reachable(target), null, cluster.asker());
      Releases releases =
          new Releases(
              target.application(),
              target.stage(),
              found.hosts().stream().map(ReleasesCommand::host).toList());
      output.say(releases);
      return (releases.whole() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }

  private static Releases.HostReleases host(PhaseOutcome outcome) {
    HostReport report = outcome.report();
    return report == null
        ? new Releases.HostReleases(outcome.host(), null, List.of(), outcome.failure())
        : new Releases.HostReleases(outcome.host(), report.live(), report.releases(), null);
  }
}
