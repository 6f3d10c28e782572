package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.StageStatus;
import io.slipway.contract.SurveyKind;
import io.slipway.domain.Queueing;
import io.slipway.domain.Target;
import io.slipway.rollout.LiveColor;
import io.slipway.rollout.Promotable;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code slipway promote}: brings what has passed on one stage to another. */
@Command(
    name = "promote",
    description = {
      "Deploy to one stage exactly the commit or artifact that has passed on another: that all of"
          + " its hosts serve now, brought there by a run that succeeded.",
      "Ends with 4 when none has."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway promote staging production",
      "  slipway promote staging production --plan   what would be deployed, and how"
    })
final class PromoteCommand extends ClusterCommand {
  @Parameters(index = "0", paramLabel = "FROM", description = "The stage on which it has passed.")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "The stage to deploy it to.")
  String to = "";

  @Option(names = "--plan", description = "Show what would be done, and change nothing.")
  boolean plan;

  @Mixin SelectionOptions selection;
  @Mixin RunOptions run;
  @Mixin LineOptions line;
  @Mixin PlainOption plain;
  @Mixin MigrationOption migration;

  PromoteCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    SlipwayFile stages = SlipwayFile.read(file.file);
    Target source = stages.target(from, List.of(), List.of());
    Target target = migration.applied(target(stages, to, selection));
    if (source.stage().equals(target.stage())) {
      throw new ParameterException(
          spec.commandLine(), "%s cannot be promoted to itself.".formatted(source.stage()));
    }
    MigrationOption.require(target);
    Queueing queueing = line.over(stages.queueing(target.stage()));
    return ask(
        (cluster, output) -> {
          Promotable.Passed passed = passed(cluster, source);
          output.note(
              "%s serves %s, brought there by %s."
                  .formatted(source.stage(), passed.revision(), passed.run().workflowId()));
          String ref = KnownRef.of(cluster, source, passed.revision());
          return plan
              ? DeployPlan.show(cluster, output, target, ref)
              : deploy(cluster, output, target, passed, ref, queueing);
        });
  }

  private static Promotable.Passed passed(Cluster cluster, Target source)
      throws InterruptedException {
    StageStatus status = StageWords.used(cluster, NamedStage.of(source));
    List<PhaseOutcome> hosts = cluster.survey(SurveyKind.INSPECT, source, null).hosts();
    List<HostFailure> failures =
        hosts.stream().map(PhaseOutcome::failure).filter(Objects::nonNull).toList();
    if (!failures.isEmpty()) {
      throw new ProblemException(
          ExitCode.FAILED,
          failures.stream().map(HostFailure::message).collect(Collectors.joining("\n")));
    }
    List<HostReport> reports =
        hosts.stream().map(PhaseOutcome::report).filter(Objects::nonNull).toList();
    return switch (Promotable.of(
        source.stage(), status, LiveColor.visited(source, status, reports))) {
      case Promotable.Passed passed -> passed;
      case Promotable.Refused refused ->
          throw new ProblemException(ExitCode.REFUSED, refused.reason());
    };
  }

  private ExitCode deploy(
      Cluster cluster,
      Output output,
      Target target,
      Promotable.Passed passed,
      String ref,
      Queueing queueing)
      throws InterruptedException {
    String origin = "promoted from %s".formatted(passed.run().key().stage());
    run.reason = run.reason == null ? origin : "%s: %s".formatted(origin, run.reason);
    Answer answer =
        cluster
            .stages()
            .deploy(
                new DeployRequest(
                    cluster.reachable(target),
                    ref,
                    cluster.asker(),
                    run.reason,
                    null,
                    queueing,
                    cluster.trigger()));
    return new Launched(cluster, output, run, format.quiet).carryOn(answer, ref, target);
  }
}
