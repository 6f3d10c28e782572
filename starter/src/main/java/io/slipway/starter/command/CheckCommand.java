package io.slipway.starter.command;

import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Artifact;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.Target;
import io.slipway.starter.output.Checked;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.NotifierPlan;
import io.slipway.starter.output.SecretsCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway check}: whether hosts can be deployed to. */
@Command(
    name = "check",
    description = {
      "Log in to each host and look: directories, permissions, tools, space, linked files; and at"
          + " the stage's balancer. Have the worker read all secrets, too, which go nowhere."
          + " Changes nothing.",
      "All faults are told together. Ends with 1 when a host is not ready, or a secret cannot be"
          + " had."
    })
final class CheckCommand extends ClusterCommand {
  @Mixin StageParameter stage;

  @Option(
      names = {"-r", "--revision"},
      paramLabel = "REF",
      description =
          "Find out as well what this branch, tag or commit is, or this version of an artifact.")
  @Nullable String ref;

  @Mixin SelectionOptions selection;

  CheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = target(stage, selection);
    return ask(
        (cluster, output) -> {
          SurveyResult found = cluster.survey(SurveyKind.CHECK, target, ref);
          Checked checked =
              new Checked(
                  target.application(),
                  target.stage(),
                  ref,
                  found.revision() == null ? null : found.revision().revision(),
                  artifact(target, found.revision()),
                  signers(target, found.revision()),
                  found.source(),
                  hosts(found.hosts(), target.hosts().size()),
                  SecretsCheck.of(found.secrets()),
                  NotifierPlan.of(target));
          output.say(checked);
          return checked.allReady() ? ExitCode.DONE : ExitCode.FAILED;
        });
  }

  private static @Nullable String artifact(Target target, @Nullable ResolvedRevision found) {
    Artifact artifact = target.source().artifact();
    return artifact == null || found == null
        ? null
        : artifact.place(ArtifactVersion.parse(found.ref()));
  }

  private static @Nullable String signers(Target target, @Nullable ResolvedRevision found) {
    Artifact artifact = target.source().artifact();
    return artifact == null || artifact.signatures() == null || found == null
        ? null
        : artifact.signatures().names();
  }

  /** What follows after the hosts are the parts of their balancer. */
  private static List<Checked.HostCheck> hosts(List<PhaseOutcome> found, int hosts) {
    List<Checked.HostCheck> checks = new ArrayList<>();
    for (PhaseOutcome outcome : found) {
      checks.add(host(outcome, checks.size() < hosts ? null : true));
    }
    return checks;
  }

  private static Checked.HostCheck host(PhaseOutcome outcome, @Nullable Boolean balancer) {
    HostReport report = outcome.report();
    return report == null
        ? new Checked.HostCheck(
            outcome.host(), false, null, List.of(), outcome.failure(), balancer, null)
        : new Checked.HostCheck(
            outcome.host(),
            true,
            report.live(),
            report.warnings(),
            null,
            balancer,
            report.foreignLive().orElse(null));
  }
}
