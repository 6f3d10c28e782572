package io.slipway.starter.command;

import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do of a stage's last deploy.
 *
 * @param target with the hosts that lack it; without the migration when that was done
 * @param ref what to deploy: the same commit, or the same bytes of an artifact
 * @param release the release to bring to them; null when the deploy left none, so that it is made
 *     anew
 */
record Resumption(Target target, String ref, @Nullable ReleaseId release) {

  static Resumption of(Cluster cluster, Target target) {
    StageStatus status = StageWords.used(cluster, NamedStage.of(target));
    if (status.history().isEmpty() || status.history().getFirst().key().kind() != RunKind.DEPLOY) {
      throw refused(
          target,
          "The last run on %s was no deploy, so there is nothing to resume."
              .formatted(target.stage()));
    }
    RunSummary last = status.history().getFirst();
    if (last.outcome() == RunOutcome.SUCCEEDED) {
      throw refused(
          target, "The last deploy has reached all of its hosts, so there is nothing to resume.");
    }
    RunResult result =
        cluster
            .stages()
            .result(last.workflowId())
            .orElseThrow(
                () ->
                    refused(
                        target,
                        "Temporal no longer keeps the last deploy, so it is not known which hosts"
                            + " lack it."));
    Set<HostName> lacking =
        result.hosts().stream()
            .filter(h -> h.state() != HostState.ACTIVE)
            .map(HostResult::host)
            .collect(Collectors.toSet());
    List<Host> hosts = target.hosts().stream().filter(h -> lacking.contains(h.name())).toList();
    if (hosts.isEmpty()) {
      throw refused(target, "None of the selected hosts lacks the last deploy.");
    }
    String ref =
        result.revision() == null
            ? last.ref()
            : target.source().pinned(last.ref(), result.revision());
    Target rest = target.withHosts(hosts);
    return result.outcome() == RunOutcome.SUCCEEDED_WITH_EXCEPTIONS
        ? new Resumption(rest.withSteps(rest.steps().withoutMigration()), ref, result.release())
        : new Resumption(rest, ref, null);
  }

  private static ProblemException refused(Target target, String why) {
    return new ProblemException(
        ExitCode.REFUSED,
        "%s Say what to deploy: slipway deploy %s --revision REF.".formatted(why, target.stage()));
  }
}
