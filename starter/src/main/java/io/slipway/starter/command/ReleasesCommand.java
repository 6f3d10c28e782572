package io.slipway.starter.command;

import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Releases;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway releases}: which releases are where. */
@Command(
    name = "releases",
    description = {
      "Ask the hosts which releases they have and which they serve. Changes nothing.",
      "Ends with 1 when a host could not be asked."
    })
final class ReleasesCommand extends ClusterCommand {
  @Mixin StageParameter stage;
  @Mixin SelectionOptions selection;

  ReleasesCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = target(stage, selection);
    return ask(
        (cluster, output) -> {
          SurveyResult found = cluster.survey(SurveyKind.INSPECT, target, null);
          Releases releases =
              new Releases(
                  target.application(),
                  target.stage(),
                  found.hosts().stream().map(ReleasesCommand::host).toList());
          output.say(releases);
          return releases.whole() ? ExitCode.DONE : ExitCode.FAILED;
        });
  }

  private static Releases.HostReleases host(PhaseOutcome outcome) {
    HostReport report = outcome.report();
    return report == null
        ? new Releases.HostReleases(outcome.host(), null, List.of(), outcome.failure(), List.of())
        : new Releases.HostReleases(
            outcome.host(), report.live(), report.releases(), null, report.foreign());
  }
}
